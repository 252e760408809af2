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

    /// <inheritdoc />
    public Task Put(LineEvent told, int tries, TimeSpan after, CancellationToken cancellation) => StorageDown.Translate(() =>
        queue.Put(Text(told, tries), after, null, cancellation));

    /// <inheritdoc />
    public Task KeepOrphan(LineEvent told, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(told);
        var day = CallKeys.Day(told.Account, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var name = "x:" + CallKeys.ProviderRowOf(told.Line, told.ProviderCallId ?? told.Attempt?.ToString() ?? "")[2..];
        return StorageDown.Translate(() => calls.Upsert(new TableRow(day, name) { ["Event"] = Text(told, 0) }, cancellation));
    }

    /// <summary>The event in a message's text.</summary>
    /// <exception cref="FormatException">It is none of ours.</exception>
    public static (LineEvent Told, int Tries) Read(string text)
    {
        try
        {
            var message = JsonSerializer.Deserialize(text, RowJson.Text.LateEventMessage);
            return message is null ? throw new FormatException("Not a late event.") : (message.ToEvent(), message.Tries);
        }
        catch (JsonException problem)
        {
            throw new FormatException("Not a late event.", problem);
        }
    }

    private static string Text(LineEvent told, int tries) =>
        JsonSerializer.Serialize(LateEventMessage.Of(told, tries), RowJson.Text.LateEventMessage);
}
