using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Dialects.Technoline.Modules;
using Click2Call.Flows;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>
/// System messages: what callers of flows hear from us when no step of a flow speaks. The account's hold for every flow that
/// has none of its own; an override is text, or a recorded file of the library.
/// </summary>
/// <param name="files">Knows whether a file is there.</param>
internal sealed class ManagedMessages(ManagedFiles files)
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [SystemMessage.Failure] = "תקלה: נשמעת לפני סיום השיחה",
        [SystemMessage.Endless] = "שיחה ממושכת מדי: נשמעת לפני סיום השיחה",
    };

    public static TechnolineReply List(Account account, ManagedNode node) => TechnolineReply.Ok(json =>
    {
        json.WriteStartArray("data");
        foreach (var code in ManagedForms.Of(node.Type).Messages ? SystemMessage.Codes : [])
        {
            json.WriteStartObject();
            json.WriteString("code", code);
            json.WriteString("name", Names[code]);
            json.WriteString("default", Default(account, node, code));
            json.WriteStartArray("messages");
            foreach (var sound in account.MessageOf(Flow(node), code))
            {
                json.WriteStartObject();
                json.WriteString(sound.Text is null ? "fileName" : "text", sound.Text ?? sound.File);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Sets what is heard; an empty list: ours again.</summary>
    public async Task<ManagedResult> Set(ManagedRequest request, ManagedNode node)
    {
        if (!ManagedForms.Of(node.Type).Messages)
            return ManagedResult.No(ManagedNotes.MessageNone);
        if (request.Fields.Text("code") is not { } code || !SystemMessage.Codes.Contains(code))
            return ManagedResult.No(ManagedNotes.MessageCode + string.Join(", ", SystemMessage.Codes));
        var (sounds, problem) = Read(request.Fields["messages"]);
        if (sounds is null)
            return ManagedResult.No(problem!);
        for (var index = 0; index < sounds.Count; index++)
        {
            if (sounds[index].File is { } file && !await files.Has(request.Account, file, request.Cancellation))
                return ManagedResult.No($"messages[{index}]{ManagedNotes.MessageFile}{file}");
        }

        var others = request.Account.Messages.Where(message => message.Code != code || message.Flow != Flow(node));
        return ManagedResult.Yes(request.Account with { Messages = [.. others, .. sounds.Count == 0 ? [] : new[] { new SystemMessage(code, Flow(node), sounds) }] }, node.Id);
    }

    private static string? Flow(ManagedNode node) => node.Id == ManagedTree.Root ? null : node.Number;

    // What is heard without an override of this node's own.
    private static string Default(Account account, ManagedNode node, string code)
    {
        var script = account.FindFlow(Flow(node))?.Script;
        return script?.Apology is { } apology ? apology
            : node.Id != ManagedTree.Root && account.MessageOf(null, code) is { Count: > 0 } general ? string.Join(" · ", general.Select(sound => sound.Text ?? sound.File))
            : TechnolineModules.Apology;
    }

    private static (List<FlowSound>? Sounds, string? Problem) Read(string? text)
    {
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? "null" : text);
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() > SystemMessage.MostSounds)
                return (null, ManagedNotes.MessageShape);
            var sounds = new List<FlowSound>();
            foreach (var item in document.RootElement.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object || item.EnumerateObject().ToList() is not [{ Name: "text" or "fileName", Value.ValueKind: JsonValueKind.String } only])
                    return (null, ManagedNotes.MessageShape);
                var value = only.Value.GetString()!.Trim();
                if (only.Name == "text" && (value.Length is 0 or > 1000 || value.Any(one => char.IsControl(one) && one != '\n')))
                    return (null, $"messages[{sounds.Count}]{ManagedNotes.MessageText}");
                sounds.Add(only.Name == "text" ? new FlowSound { Text = value } : new FlowSound { File = value });
            }

            return (sounds, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a text.
            return (null, ManagedNotes.MessageShape);
        }
    }
}
