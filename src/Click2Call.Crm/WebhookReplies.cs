using System.Buffers;
using System.Text;
using System.Text.Json;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm;

/// <summary>What senders are told when it was not taken: what to do, nothing of the inside, nothing of what was sent.</summary>
internal static class WebhookReplies
{
    public static WebhookReply Unknown { get; } = Error(404, null, "There is no such webhook; the click-to-call must be set up for this source.");

    public static WebhookReply OnlyPost { get; } = Error(405, null, "Leads are sent by POST.");

    public static WebhookReply NotProved(Proof proof) => Error(401, null, proof switch
    {
        Proof.Missing => "The signature or secret is missing.",
        Proof.Stale => "The signature is too old, or the sender's clock is wrong.",
        _ => "The signature or secret is wrong.",
    });

    public static WebhookReply Of(PostProblem problem) => Error(problem.Status, problem.Field, problem.Message);

    public static WebhookReply Later(TimeSpan after) => Error(503, null, "Not everything could be written down; send it again. Nobody is called twice.") with { RetryAfter = after };

    private static WebhookReply Error(int status, string? field, string message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("error", message);
            if (field is not null)
                json.WriteString("field", field);
            json.WriteEndObject();
        }

        return new WebhookReply(status, WebhookReply.Json, Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}
