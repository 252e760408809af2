using System.Text.Json;
using System.Text.Json.Serialization;
using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Storage.Calls;

/// <summary>A line's answer as a tagged array.</summary>
internal sealed class DialResultConverter : JsonConverter<DialResult>
{
    public override DialResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TaggedText.Read(ref reader) switch
        {
            ["accepted", var id] => new DialResult.Accepted(id),
            ["refused", var outcome, var reason] when Enum.TryParse<CallOutcome>(outcome, out var why) => new DialResult.Refused(why, reason),
            ["uncertain", var reason] => new DialResult.Uncertain(reason ?? ""),
            _ => throw new JsonException("A line's answer of an unknown kind."),
        };

    public override void Write(Utf8JsonWriter writer, DialResult value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case DialResult.Accepted accepted:
                TaggedText.Write(writer, "accepted", accepted.ProviderCallId);
                break;
            case DialResult.Refused refused:
                TaggedText.Write(writer, "refused", refused.Outcome.ToString(), refused.Reason);
                break;
            case DialResult.Uncertain uncertain:
                TaggedText.Write(writer, "uncertain", uncertain.Reason);
                break;
            default:
                throw new JsonException("A line's answer of an unknown kind.");
        }
    }
}
