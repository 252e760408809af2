using System.Text.Json;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>
/// The other wording of the same modules: the key fields of the PBX Documentation Center (The 12 Modules, Quick-Start
/// Recipes), which names them differently from the module reference. Who asks with <c>caller</c> and <c>dtmf</c> is
/// answered with these, who asks with <c>PBXphone</c> with the reference's.
/// </summary>
internal static class ModuleSketch
{
    public static string ToJson(ModuleReply reply)
    {
        var json = JsonText.Write(writer =>
        {
            List<Module> modules = [.. reply.Modules.SelectMany(Parts)];
            if (modules.Count > 1)
                writer.WriteStartArray();
            foreach (var module in modules)
                Write(writer, module);
            if (modules.Count > 1)
                writer.WriteEndArray();
        });
        return System.Text.Encoding.UTF8.GetString(json.Span);
    }

    // Neither has a word there for what is heard before ("fileName" of a recording is what it is kept as): that is a message of its own.
    private static IEnumerable<Module> Parts(Module module) => module switch
    {
        Recording { Files: { Count: > 0 } files } => [new SimpleMessage(files), module],
        SpeechToText { Files: { Count: > 0 } files } => [new SimpleMessage(files), module],
        _ => [module],
    };

    private static void Write(Utf8JsonWriter json, Module module)
    {
        json.WriteStartObject();
        switch (module)
        {
            case SimpleMessage message:
                json.WriteString("type", "simpleMessage");
                Heard(json, message.Files);
                break;
            case AudioPlayer player:
                json.WriteString("type", "audioPlayer");
                Files(json, player.Files);
                break;
            case SimpleMenu menu:
                json.WriteString("type", "simpleMenu");
                Heard(json, menu.Files);
                json.WriteNumber("max_digits", 1);
                json.WriteNumber("min_digits", 1);
                Number(json, "tries", menu.Times);
                Number(json, "timeout", menu.Timeout);
                break;
            case GetDtmf digits:
                json.WriteString("type", "getDTMF");
                if (digits.Files.Count > 0)
                    Heard(json, digits.Files);
                Number(json, "min_digits", digits.Min);
                json.WriteNumber("max_digits", digits.Max);
                Number(json, "timeout", digits.Timeout);
                break;
            case Recording recording:
                json.WriteString("type", "record");
                if (recording.FileName is { } name)
                    json.WriteString("fileName", name);
                Number(json, "maxDuration", recording.Max);
                break;
            case SpeechToText speech:
                json.WriteString("type", "stt");
                if (speech.Lang is { } language)
                    json.WriteString("lang", language);
                Number(json, "maxDuration", speech.Max);
                break;
            case SimpleRouting routing:
                json.WriteString("type", "simpleRouting");
                json.WriteString("dialPhone", routing.DialPhone);
                break;
            case IpRouting routing:
                json.WriteString("type", "ipRouting");
                json.WriteString("target", $"{routing.DialPhone}@{routing.DialIp}");
                break;
            case GoTo jump:
                json.WriteString("type", "goTo");
                json.WriteString("extension", jump.Extension);
                break;
            case CreditCard charge:
                json.WriteString("type", "creditCard");
                if (charge.Sum > 0)
                    json.WriteNumber("sum", charge.Sum);
                if (charge.Terminal is { } terminal)
                    json.WriteString("terminal", terminal);
                Number(json, "payments", charge.Payments);
                if (charge.PaymentsMode is { } mode)
                    json.WriteString("paymentsMode", mode);
                break;
            default:
                json.WriteString("type", module is PlayAllCampaigns ? "playAllCampaigns" : "hangup");
                break;
        }

        json.WriteEndObject();
    }

    // A single file is the sketch's fileName; whatever else is heard has no word there but the list of the player.
    private static void Heard(Utf8JsonWriter json, IReadOnlyList<AudioItem> files)
    {
        if (files is [{ FileName: { } name, FileLink: null }])
            json.WriteString("fileName", name);
        else
            Files(json, files);
    }

    private static void Files(Utf8JsonWriter json, IReadOnlyList<AudioItem> files)
    {
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            Text(json, "text", file.Text);
            Text(json, "fileName", file.FileName);
            Text(json, "fileId", file.FileId);
            Text(json, "fileLink", file.FileLink);
            Text(json, "number", file.Number);
            Text(json, "digits", file.Digits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }
}
