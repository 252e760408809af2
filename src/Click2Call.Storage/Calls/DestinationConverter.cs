using System.Text.Json;
using System.Text.Json.Serialization;
using Click2Call.Numbers;

namespace Click2Call.Storage.Calls;

/// <summary>A destination as one text: its kind, a colon, and what it is.</summary>
internal sealed class DestinationConverter : JsonConverter<Destination>
{
    public override Destination Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? throw new JsonException("A destination is a text.");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, rest) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        var (value, extra) = Split(rest);
        return kind switch
        {
            "phone" => PhoneNumber.TryParsePlausible(value, null, out var number, out _)
                ? new PhoneDestination(number)
                // Valid when it was taken, no longer by the metadata of this version: still to be dialled as it is.
                : new ExtensionDestination(value),
            "extension" => new ExtensionDestination(value, extra),
            "sip" => new SipDestination(value, extra),
            "group" => new GroupDestination(value),
            "login" => new LoginCodeDestination(value),
            "trunk" => new SipTrunkDestination(value.Length == 0 ? null : value),
            _ => throw new JsonException("A destination of an unknown kind."),
        };
    }

    public override void Write(Utf8JsonWriter writer, Destination value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value switch
        {
            PhoneDestination phone => "phone:" + phone.Number.E164,
            ExtensionDestination extension => "extension:" + Join(extension.Number, extension.Display),
            SipDestination sip => "sip:" + Join(sip.Uri, sip.Realm),
            GroupDestination group => "group:" + group.Name,
            LoginCodeDestination login => "login:" + login.Code,
            SipTrunkDestination trunk => "trunk:" + trunk.Trunk,
            _ => throw new JsonException("A destination of an unknown kind."),
        });

    // A tab: destinations admit no control characters.
    private static string Join(string value, string? extra) => extra is null ? value : value + "\t" + extra;

    private static (string Value, string? Extra) Split(string text) =>
        text.IndexOf('\t', StringComparison.Ordinal) is >= 0 and var tab ? (text[..tab], text[(tab + 1)..]) : (text, null);
}
