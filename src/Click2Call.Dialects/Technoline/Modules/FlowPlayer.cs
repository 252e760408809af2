using System.Globalization;
using System.Text.Json;
using Click2Call.Dialects.Http;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>
/// Plays the phone system's part: asks, executes the modules of the answer, presses what it is told to, and asks again
/// with every result so far. It knows no more than the vendor's documents, so that it finds what a phone system would
/// not understand.
/// </summary>
/// <param name="ask">Sends a query string and gets the answer's body.</param>
/// <param name="phone">The caller's number.</param>
/// <param name="callId">The phone system's id of the call.</param>
public sealed class FlowPlayer(Func<string, Task<string>> ask, string phone, string callId)
{
    /// <summary>How often it asks before it takes the call for endless.</summary>
    public const int MostTurns = 200;

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "simpleMessage", "audioPlayer", "simpleMenu", "getDTMF", "record", "stt", "simpleRouting", "ipRouting", "goTo", "hangup", "playAllCampaigns", "creditCard",
    };

    private readonly List<NameValue> results = [];
    private readonly List<FlowEvent> events = [];

    /// <summary>The number that was called.</summary>
    public string Did { get; init; } = "0747900000";

    /// <summary>The extension that asks.</summary>
    public string ExtensionId { get; init; } = "100";

    /// <summary>Called with each query, for tests of repetition.</summary>
    public Action<string>? Asked { get; init; }

    /// <summary>Plays a call.</summary>
    /// <param name="answers">What the caller and the other phones do, in order; when they are used up, the caller hangs up.</param>
    public async Task<FlowJourney> Play(params IEnumerable<string> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var left = new Queue<string>(answers);
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var body = await Ask("CALL");
            if (Modules(body) is not { } modules)
                return new FlowJourney(events, "retreated", null);
            foreach (var module in modules)
            {
                var type = module.GetProperty("type").GetString()!;
                switch (type)
                {
                    case "goTo":
                        events.Add(new(type, Heard(module), null));
                        return new FlowJourney(events, "jumped", module.GetProperty("goTo").GetString());
                    case "hangup":
                        events.Add(new(type, "", null));
                        return await End("hung up by the flow");
                    case "simpleMessage" or "playAllCampaigns":
                        events.Add(new(type, Heard(module), null));
                        continue;
                }

                if (!left.TryDequeue(out var answer))
                    return await End("the caller hung up");
                answer = Press(type, module, answer);
                events.Add(new(type, Heard(module), answer));
                results.Add(new(module.GetProperty("name").GetString()!, answer));
            }
        }

        return new FlowJourney(events, "endless", null);
    }

    private async Task<FlowJourney> End(string how)
    {
        await Ask("HANGUP");
        return new FlowJourney(events, how, null);
    }

    private Task<string> Ask(string status)
    {
        var query = UrlEncoded.Write(
        [
            new("PBXphone", phone), new("PBXnum", Did), new("PBXdid", Did), new("PBXcallId", callId), new("PBXcallType", "in"),
            new("PBXcallStatus", status), new("PBXextensionId", ExtensionId), new("PBXextensionPath", "/" + ExtensionId), .. results,
        ]);
        Asked?.Invoke(query);
        return ask(query);
    }

    private static string Press(string type, JsonElement module, string answer)
    {
        if (type != "simpleMenu")
            return answer;
        var keys = module.GetProperty("enabledKeys").GetString()!;
        return keys == "ALL" || keys.Split(',').Contains(answer) ? answer
            : module.TryGetProperty("errorReturn", out var error) ? error.GetString()! : SimpleMenu.NoKey;
    }

    private static string Heard(JsonElement module)
    {
        if (module.TryGetProperty("dialPhone", out var dialled))
            return dialled.GetString()!;
        if (module.TryGetProperty("goTo", out var target))
            return target.GetString()!;
        if (module.TryGetProperty("sum", out var sum))
            return sum.GetDecimal().ToString(CultureInfo.InvariantCulture);
        return module.TryGetProperty("files", out var files)
            ? string.Join(' ', files.EnumerateArray().SelectMany(file => file.EnumerateObject()).Where(part => part.Name is "text" or "fileName" or "fileId" or "number" or "digits").Select(part => part.Value.GetString()))
            : "";
    }

    // What is no JSON, is of no known type, or lacks a name where a result is to come back, makes a phone system retreat.
    private static List<JsonElement>? Modules(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement.Clone();
            var modules = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : [root];
            return modules.Count > 0 && modules.All(IsKnown) ? modules : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsKnown(JsonElement module) =>
        module.ValueKind == JsonValueKind.Object
        && module.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && Types.Contains(type.GetString()!)
        && (type.GetString() is "simpleMessage" or "goTo" or "hangup" or "playAllCampaigns" || (module.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String));
}
