using System.Globalization;
using System.Text.Json;
using Click2Call.Flows;
using Click2Call.Orders;

namespace Click2Call.Accounts.Import;

/// <summary>Reads a flow: what a phone system is told while a call goes on.</summary>
internal static class FlowSection
{
    private const int MostSteps = 200;
    private const int LongestDocument = 60_000;

    public static Flow Read(JsonObject json, Account? account)
    {
        var before = json.MistakesSoFar;
        var script = new FlowScript
        {
            Name = json.RequiredText("name", AccountSection.IsName, "a name has 1 to 100 characters."),
            Variables = [.. json.Map("variables", WrongVariable).Select(pair => new NameValue(pair.Key, pair.Value))],
            Apology = json.Text("apology", IsSpoken, "what is said when something fails has 1 to 1000 characters."),
            Refuge = json.Text("refuge", FlowStepSection.IsExtension, FlowStepSection.ExtensionWanted),
            Steps = json.Objects("steps", "step", step => FlowStepSection.Read(step, account)),
            Document = Compact(json.Element),
        };
        var flow = new Flow
        {
            Id = json.RequiredText("id", PartId.IsValid, "a flow's id is 1 to 64 lower-case letters, digits and dashes, such as \"press-1\"."),
            Script = script,
        };
        if (script.Steps.Count == 0 && json.MistakesSoFar == before)
            json.Wrong("steps", "a flow needs steps; the first begins.");
        if (script.Steps.Count > MostSteps)
            json.Wrong("steps", string.Create(CultureInfo.InvariantCulture, $"a flow has at most {MostSteps} steps."));
        if (script.Document.Length > LongestDocument)
            json.Wrong(null, string.Create(CultureInfo.InvariantCulture, $"a flow has at most {LongestDocument} characters."));
        json.NoDuplicates("steps", script.Steps.Select(step => step.Id), "step", "id");
        if (account is not null)
            CheckHours(json, script, account);
        foreach (var (member, sentence) in FlowCheck.Mistakes(script, sound: json.MistakesSoFar == before).ToList())
            json.Wrong(member, sentence);
        return flow;
    }

    private static void CheckHours(JsonObject json, FlowScript script, Account account)
    {
        for (var step = 0; step < script.Steps.Count; step++)
        {
            for (var way = 0; way < script.Steps[step].Cases.Count; way++)
            {
                if (script.Steps[step].Cases[way].Hours is { } id && account.Hours.All(hours => hours.Id != id))
                    json.Wrong(string.Create(CultureInfo.InvariantCulture, $"steps[{step}].cases[{way}].hours"), $"the account has no hours '{id}'; describe them under 'hours'.");
            }
        }
    }

    internal static bool IsSpoken(string text) => text.Length is > 0 and <= 1000 && !text.Any(one => char.IsControl(one) && one != '\n');

    private static string? WrongVariable(string name, string value) =>
        !FlowText.IsVariable(name) ? "a variable is a letter and up to 31 letters and digits, such as \"company\"."
        : FlowText.Given.Contains(name) ? "this variable is ours to set; choose another name."
        : value.Length > 1000 ? "a variable has at most 1000 characters." : null;

    private static string Compact(JsonElement element)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            element.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
