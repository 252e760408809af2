using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Crm.Posts;
using Click2Call.Orders;

namespace Click2Call.Crm.Leads;

/// <summary>
/// Reads leads out of bodies that the sender's user designs: by the places that the settings name, else by what fields
/// are usually called. Names are compared without case, spaces and punctuation.
/// </summary>
/// <param name="settings">Where the parts stand.</param>
/// <param name="fallback">Where they stand unless the settings say otherwise.</param>
internal sealed class FieldMap(WebhookSettings settings, IReadOnlyDictionary<string, string[]>? fallback = null)
{
    private const int MostLeads = 1000;
    private const int KeptFields = 40;
    private const int LongestField = 500;

    /// <summary>The leads of a body: one, or as many as its list holds.</summary>
    public LeadReading Read(PostBody body, DateTimeOffset now)
    {
        if (body.Form is { } form)
            return LeadReading.Of(ReadForm(form, now));
        var root = body.Json;
        if (settings.Field("leads") is [var place, ..])
        {
            root = Find(root, place);
            if (root.ValueKind != JsonValueKind.Array)
                return LeadReading.Lacks("leads", "There is no list where the setting fields.leads points to.");
        }

        if (root.ValueKind != JsonValueKind.Array)
            return LeadReading.Of(ReadJson(root, now));
        return root.GetArrayLength() > MostLeads
            ? LeadReading.Not(new PostProblem(400, null, "A post holds at most 1000 leads; send them in several."))
            : LeadReading.Of(root.Items().Select(item => ReadJson(item, now)));
    }

    /// <summary>One lead out of JSON.</summary>
    public LeadItem.Told ReadJson(JsonElement root, DateTimeOffset now) =>
        Lead(part => Places(part, place => Find(root, place).Text()), Flat(root), root.ValueKind == JsonValueKind.Undefined ? "" : root.GetRawText(), now);

    /// <summary>One lead out of names and values.</summary>
    public LeadItem.Told ReadForm(IReadOnlyList<NameValue> form, DateTimeOffset now) => Lead(
        part => Places(part, place => FormValue(form, place)),
        [.. form.Select(pair => new NameValue(pair.Name, pair.Value))],
        string.Join('&', form.Select(pair => pair.Name + "=" + pair.Value)),
        now);

    private LeadItem.Told Lead(Func<string, IEnumerable<string?>> named, IReadOnlyList<NameValue> flat, string raw, DateTimeOffset now)
    {
        IReadOnlyList<string> All(string part) => CrmLead.Texts(named(part)) is { Count: > 0 } told ? told : IsNamed(part) ? [] : Guess(flat, part);
        string? One(string part) => All(part) is [var first, ..] ? first : null;

        var lead = new CrmLead
        {
            Phones = All("phone"),
            // Several places for the name are its parts: "1.3" and "1.6" of a numbered form.
            Name = (IsNamed("name") ? string.Join(' ', All("name")) : One("name")) is { Length: > 0 } name ? name : CrmLead.FullName(One("first"), One("last")),
            Email = One("email"),
            Country = One("country"),
            Message = One("message"),
            Page = One("page"),
            AskedAt = TimeText.Read(One("time")),
            Fields = Kept(flat),
        };
        return new LeadItem.Told(One("event") ?? EventHash.Of(raw, now), lead);
    }

    /// <summary>Fields as they are kept: not too many, not too long.</summary>
    public static IReadOnlyList<NameValue> Kept(IEnumerable<NameValue> fields) =>
    [
        .. fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).Take(KeptFields)
            .Select(field => new NameValue(Cut(field.Name, 100), Cut(field.Value, LongestField))),
    ];

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    private bool IsNamed(string part) => settings.Field(part).Count > 0;

    private IEnumerable<string?> Places(string part, Func<string, string?> read)
    {
        var places = settings.Field(part) is { Count: > 0 } told ? told : fallback?.GetValueOrDefault(part) ?? [];
        return places.Select(read);
    }

    private static JsonElement Find(JsonElement root, string place) => place.StartsWith('/') ? root.Point(place) : Member(root, place);

    private static JsonElement Member(JsonElement root, string name)
    {
        var exact = root.At(name);
        if (exact.ValueKind != JsonValueKind.Undefined)
            return exact;
        var plain = FieldGuess.Plain(name);
        return root.Members().FirstOrDefault(member => member.Name() is { } its && FieldGuess.Plain(its) == plain).Value;
    }

    private static string? FormValue(IReadOnlyList<NameValue> form, string place)
    {
        var plain = FieldGuess.Plain(place);
        return (form.FirstOrDefault(pair => pair.Name == place) ?? form.FirstOrDefault(pair => FieldGuess.Plain(pair.Name) == plain))?.Value;
    }

    private static IReadOnlyList<string> Guess(IReadOnlyList<NameValue> flat, string part) =>
        FieldGuess.ByPart.TryGetValue(part, out var guesses)
            ? CrmLead.Texts(guesses.SelectMany(guess => flat.Where(pair => Matches(pair.Name, guess)).Select(pair => pair.Value)))
            : [];

    // The last step of a path names the field: "contact.phone", "fields[phone][value]".
    private static bool Matches(string name, string guess) =>
        FieldGuess.Plain(name) == guess || FieldGuess.Plain(name[(name.LastIndexOf('.') + 1)..]) == guess;

    // Two levels deep: senders wrap their lead in "data", "payload" or "contact".
    private static List<NameValue> Flat(JsonElement root)
    {
        var flat = new List<NameValue>();
        foreach (var member in root.Members().Take(500))
        {
            if (member.Name() is not { } name)
                continue;
            if (member.Value.Text() is { } text)
                flat.Add(new NameValue(name, text));
            foreach (var inner in member.Value.Members().Take(500))
            {
                if (inner.Value.Text() is { } innerText && inner.Name() is { } innerName)
                    flat.Add(new NameValue(name + "." + innerName, innerText));
            }
        }

        return flat;
    }
}
