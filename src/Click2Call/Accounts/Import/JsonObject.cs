using System.Globalization;
using System.Text.Json;

namespace Click2Call.Accounts.Import;

/// <summary>
/// Reads one object of an import file member by member, and writes down every mistake with its path. What is missing or
/// wrong reads as its default, so that reading goes on and finds the next mistake. Members that nobody asked for are mistakes.
/// </summary>
internal sealed class JsonObject
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly FileReading _reading;
    private bool _taken;

    private JsonObject(JsonElement element, string path, string kind, FileReading reading)
    {
        (Path, Kind, Element, _reading) = (path, kind, element, reading);
        foreach (var member in element.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
                Wrong(member.Name, "this is said twice; keep one.");
        }
    }

    /// <summary>Where it is; empty for the file itself.</summary>
    public string Path { get; }

    /// <summary>What it is: <c>account</c>, <c>line</c>, …</summary>
    public string Kind { get; }

    /// <summary>The object as it stands in the file.</summary>
    public JsonElement Element { get; }

    /// <summary>How many mistakes were found in the file so far.</summary>
    public int MistakesSoFar => _reading.Mistakes.Count;

    /// <summary>Asks for whatever there is, so that nothing of it is a mistake: what it should have depends on something that is wrong.</summary>
    public void TakeAll() => _taken = true;

    /// <summary>Reads an object; the default value when the element is none.</summary>
    public static T? Read<T>(JsonElement element, string path, string kind, FileReading reading, Func<JsonObject, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            reading.Mistakes.Add(new Mistake(path.Length == 0 ? "the file" : path, $"{Article(kind)} is an object in braces, not {Name(element)}."));
            return default;
        }

        var found = new JsonObject(element, path, kind, reading);
        var value = read(found);
        found.RefuseOthers();
        return value;
    }

    /// <inheritdoc cref="Read{T}"/>
    public static void Read(JsonElement element, string path, string kind, FileReading reading, Action<JsonObject> read) =>
        Read(element, path, kind, reading, found =>
        {
            read(found);
            return true;
        });

    /// <summary>Writes down a mistake in a member, or in the object itself for null.</summary>
    public void Wrong(string? member, string sentence) => _reading.Mistakes.Add(new Mistake(At(member), sentence));

    /// <summary>The path of a member.</summary>
    public string At(string? member) => member is null ? Path : Path.Length == 0 ? member : $"{Path}.{member}";

    /// <summary>The element of a member; null when it is absent or <c>null</c>.</summary>
    public JsonElement? Find(string member)
    {
        _asked.Add(member);
        return _members.TryGetValue(member, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;
    }

    /// <summary>A text; null when it is absent or wrong.</summary>
    /// <param name="member">The member.</param>
    /// <param name="fits">Whether the text will do.</param>
    /// <param name="otherwise">What to say when it will not: what is wrong and what to do.</param>
    public string? Text(string member, Func<string, bool> fits, string otherwise)
    {
        if (Find(member) is not { } element)
            return null;
        if (element.ValueKind != JsonValueKind.String)
            Wrong(member, $"this is a text in quotes, not {Name(element)}.");
        else if (element.GetString() is { } text && fits(text))
            return text;
        else
            Wrong(member, otherwise);
        return null;
    }

    /// <summary>A text that must be there; empty when it is not or is wrong.</summary>
    public string RequiredText(string member, Func<string, bool> fits, string otherwise)
    {
        var text = Text(member, fits, otherwise);
        if (text is null && Find(member) is null)
            Wrong(member, $"this is missing: {otherwise}");
        return text ?? "";
    }

    /// <summary>True or false.</summary>
    public bool Flag(string member, bool otherwise)
    {
        if (Find(member) is not { } element)
            return otherwise;
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return element.GetBoolean();
        Wrong(member, $"this is true or false without quotes, not {Name(element)}.");
        return otherwise;
    }

    /// <summary>A whole number in a range.</summary>
    public int Number(string member, int otherwise, int least, int most)
    {
        if (Find(member) is not { } element)
            return otherwise;
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        Wrong(member, string.Create(CultureInfo.InvariantCulture, $"this is a whole number from {least} to {most}."));
        return otherwise;
    }

    /// <summary>A duration in a range.</summary>
    public TimeSpan Duration(string member, TimeSpan otherwise, TimeSpan least, TimeSpan most) =>
        Find(member) is { } element ? Duration(element, At(member), otherwise, least, most) : otherwise;

    /// <summary>Durations in a range; null when they are absent.</summary>
    public IReadOnlyList<TimeSpan>? Durations(string member, TimeSpan least, TimeSpan most, int count) =>
        Items(member, count)?.Select(item => Duration(item.Element, item.Path, least, least, most)).ToArray();

    /// <summary>Texts; empty when they are absent.</summary>
    public IReadOnlyList<string> Texts(string member, int count, Func<string, bool> fits, string otherwise) =>
        Texts(member, count, otherwise, text => fits(text) ? null : otherwise);

    /// <summary>Texts; empty when they are absent.</summary>
    /// <param name="member">The member.</param>
    /// <param name="count">How many there may be.</param>
    /// <param name="noText">What to say of what is no text.</param>
    /// <param name="wrong">What to say of a text; null when it will do.</param>
    public IReadOnlyList<string> Texts(string member, int count, string noText, Func<string, string?> wrong)
    {
        var texts = new List<string>();
        foreach (var (element, path) in Items(member, count) ?? [])
        {
            var text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
            if ((text is null ? noText : wrong(text)) is { } sentence)
                _reading.Mistakes.Add(new Mistake(path, sentence));
            else
                texts.Add(text!);
        }

        return texts;
    }

    /// <summary>Texts, where one may stand without brackets; empty when they are absent.</summary>
    public IReadOnlyList<string> TextOrTexts(string member, int count, Func<string, bool> fits, string otherwise) =>
        Find(member) is { ValueKind: JsonValueKind.String }
            ? Text(member, fits, otherwise) is { } one ? [one] : []
            : Texts(member, count, fits, otherwise);

    /// <summary>Objects; those that are none are left out.</summary>
    public List<T> Objects<T>(string member, string kind, Func<JsonObject, T> read)
        where T : class
    {
        var found = new List<T>();
        foreach (var (element, path) in Items(member, 100_000) ?? [])
        {
            if (Read(element, path, kind, _reading, read) is { } value)
                found.Add(value);
        }

        return found;
    }

    /// <summary>Entries that are a text, or an object when there is more to say; those that are neither are left out.</summary>
    public List<T> TextsOrObjects<T>(string member, int count, string kind, Func<JsonObject, T> read, Func<string, T> ofText)
        where T : class
    {
        var found = new List<T>();
        foreach (var (element, path) in Items(member, count) ?? [])
        {
            if (element.ValueKind == JsonValueKind.String)
                found.Add(ofText(element.GetString()!));
            else if (Read(element, path, kind, _reading, read) is { } value)
                found.Add(value);
        }

        return found;
    }

    /// <summary>One object; null when it is absent.</summary>
    public T? Object<T>(string member, string kind, Func<JsonObject, T> read)
        where T : class =>
        Find(member) is { } element ? Read(element, At(member), kind, _reading, read) : null;

    /// <summary>Names with texts; numbers and flags are taken as they are written.</summary>
    public Dictionary<string, string> Map(string member, Func<string, string, string?> wrong)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(member) is not { } element)
            return map;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Wrong(member, $"this is an object in braces, not {Name(element)}.");
            return map;
        }

        foreach (var entry in element.EnumerateObject())
        {
            var path = $"{member}.{entry.Name}";
            var value = entry.Value.ValueKind switch
            {
                JsonValueKind.String => entry.Value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => entry.Value.GetRawText(),
                _ => null,
            };
            if (value is null)
                Wrong(path, $"this is a text in quotes, not {Name(entry.Value)}.");
            else if (wrong(entry.Name, value) is { } sentence)
                Wrong(path, sentence);
            else if (!map.TryAdd(entry.Name, value))
                Wrong(path, "this is said twice; keep one.");
        }

        return map;
    }

    /// <summary>Writes down each item of a list whose id another item had before.</summary>
    public void NoDuplicates(string member, IEnumerable<string?> ids, string kind, string id)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (text, index) in ids.Select((text, index) => (text, index)))
        {
            if (!string.IsNullOrEmpty(text) && !seen.Add(text))
                Wrong($"{member}[{index}].{id}", $"another {kind} is called '{text}' already; give each its own.");
        }
    }

    private TimeSpan Duration(JsonElement element, string path, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (element.ValueKind == JsonValueKind.String && ShortDuration.TryParse(element.GetString(), out var span) && span >= least && span <= most)
            return span;
        _reading.Mistakes.Add(new Mistake(path, $"this is a duration from {ShortDuration.Format(least)} to {ShortDuration.Format(most)}, such as \"30s\", \"5m\", \"2h\" or \"1d\"."));
        return otherwise;
    }

    private (JsonElement Element, string Path)[]? Items(string member, int most)
    {
        if (Find(member) is not { } list)
            return null;
        if (list.ValueKind != JsonValueKind.Array)
        {
            Wrong(member, $"this is a list in brackets, not {Name(list)}.");
            return [];
        }

        if (list.GetArrayLength() > most)
            Wrong(member, string.Create(CultureInfo.InvariantCulture, $"this list has {list.GetArrayLength()} entries; {most} are the most."));
        return [.. list.EnumerateArray().Take(most).Select((element, index) => (element, $"{At(member)}[{index.ToString(CultureInfo.InvariantCulture)}]"))];
    }

    private void RefuseOthers()
    {
        _reading.Properties.UnionWith(_asked.Select(name => (Kind, name)));
        foreach (var name in _taken ? [] : _members.Keys.Except(_asked))
        {
            var near = _asked.Distinct().Select(known => (Known: known, Far: Spelling.Distance(known, name))).MinBy(one => one.Far);
            Wrong(name, near.Far <= 3 && near.Far < name.Length
                ? $"there is no such property; '{near.Known}' was meant?"
                : $"there is no such property; {Article(Kind)} has {string.Join(", ", _asked.Distinct())}.");
        }
    }

    private static string Article(string kind) => kind == "file" ? "the file" : kind[0] is 'a' or 'e' ? $"an {kind}" : $"a {kind}";

    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
