using System.Text.Json;
using Click2Call.Intake;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>Leads that are still to be read from their CRM, in the queue <c>lead-fetches</c>. The messages hold ids, no personal data.</summary>
public sealed class LeadFetchQueue(IQueue queue) : ILeadFetches
{
    /// <summary>The queue's name.</summary>
    public const string QueueName = "lead-fetches";

    /// <summary>Where the host moves messages that failed too often; they are put back from there.</summary>
    public const string PoisonQueueName = QueueName + "-poison";

    /// <inheritdoc />
    public Task Put(LeadFetch fetch, TimeSpan after, CancellationToken cancellation) =>
        StorageDown.Translate(() => queue.Put(JsonSerializer.Serialize(fetch, RowJson.Text.LeadFetch), after, null, cancellation));

    /// <summary>What a message's text asks for; null when it is none of ours.</summary>
    public static LeadFetch? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, RowJson.Text.LeadFetch);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
