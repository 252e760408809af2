using System.Text.Json;
using System.Text.Json.Serialization;
using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Storage.Calls;

/// <summary>What a look-up showed as a tagged array.</summary>
internal sealed class LookUpConverter : JsonConverter<LookUp>
{
    public override LookUp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TaggedText.Read(ref reader) switch
        {
            ["live", var id] => new LookUp.Live(id),
            ["ended", var outcome] when Enum.TryParse<CallOutcome>(outcome, out var how) => new LookUp.Ended(how),
            ["neverPlaced"] => new LookUp.NeverPlaced(),
            ["givenUp"] => new LookUp.GivenUp(),
            ["unknown"] => new LookUp.Unknown(),
            _ => throw new JsonException("A look-up of an unknown kind."),
        };

    public override void Write(Utf8JsonWriter writer, LookUp value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case LookUp.Live live:
                TaggedText.Write(writer, "live", live.ProviderCallId);
                break;
            case LookUp.Ended ended:
                TaggedText.Write(writer, "ended", ended.Outcome.ToString());
                break;
            case LookUp.NeverPlaced:
                TaggedText.Write(writer, "neverPlaced");
                break;
            case LookUp.GivenUp:
                TaggedText.Write(writer, "givenUp");
                break;
            default:
                TaggedText.Write(writer, "unknown");
                break;
        }
    }
}
