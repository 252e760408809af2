using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>Events that wait for their call, in the queue <c>late-events</c>; those that never find it as rows of the day's partition.</summary>
public sealed class LateEventQueue(IQueue queue, ITable calls, TimeProvider time) : ILateEvents
{
    /// <summary>The queue's name.</summary>
    public const string QueueName = "late-events";

    /// <summary>Where the host moves messages that failed too often; they are put back from there.</summary>
    public const string PoisonQueueName = QueueName + "-poison";

    /// <inheritdoc />
    public Task Put(LateEvent late, TimeSpan after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(late);
        return StorageDown.Translate(() => queue.Put(Text(late), after, null, cancellation));
    }

    /// <inheritdoc />
    public Task KeepOrphan(LineEvent told, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(told);
        var day = CallKeys.Day(told.Account, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var text = Text(new LateEvent(told, 0));

        // A call may have several, and one that is told twice is one.
        var name = "x:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
        return StorageDown.Translate(() => calls.Upsert(new TableRow(day, name) { ["Event"] = text }, cancellation));
    }

    /// <summary>The event in a message's text; null when it is none of ours.</summary>
    public static LateEvent? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RowJson.Text.LateEventMessage)?.ToEvent();
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string Text(LateEvent late) => JsonSerializer.Serialize(LateEventMessage.Of(late), RowJson.Text.LateEventMessage);
}
