using System.Text.Json;
using Click2Call.Accounts.Hours;
using Click2Call.Lines;

namespace Click2Call.Accounts.Import;

/// <summary>Reads one part of an account that is there already, by the very rules of an import, so that no other door takes what a file may not say.</summary>
public static class AccountPart
{
    /// <summary>Reads an extension.</summary>
    /// <param name="json">It, as it would stand in a file.</param>
    /// <param name="account">Whose it is to be.</param>
    /// <returns>The extension; or null, and every mistake with its member.</returns>
    public static (Extension? Part, IReadOnlyList<Mistake> Mistakes) ReadExtension(string json, Account account) =>
        Read(json, "extension", part => ExtensionSection.Read(part, account));

    /// <summary>Reads opening hours that click-to-calls share.</summary>
    /// <inheritdoc cref="ReadExtension"/>
    public static (OpeningHours? Part, IReadOnlyList<Mistake> Mistakes) ReadHours(string json, Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Read(json, "hours", part => HoursSection.ReadShared(part, account.TimeZone));
    }

    /// <summary>Reads a hunt group, and whether the lines can do what it asks for.</summary>
    /// <param name="json">It, as it would stand in a file.</param>
    /// <param name="account">Whose it is to be.</param>
    /// <param name="capabilities">What a line can do.</param>
    public static (HuntGroup? Part, IReadOnlyList<Mistake> Mistakes) ReadGroup(string json, Account account, Func<LineSettings, LineCapabilities> capabilities)
    {
        ArgumentNullException.ThrowIfNull(account);
        var section = new GroupSection(account, account.Lines.ToDictionary(line => line.Id, capabilities, StringComparer.Ordinal));
        return Read(json, "group", part =>
        {
            var group = section.Read(part);
            foreach (var click in account.ClickToCalls.Where(click => click.Extension == group.Id && click.Line is not null))
                section.Check(part, group, click.Line!, "strategy");
            return group;
        });
    }

    private static (T? Part, IReadOnlyList<Mistake> Mistakes) Read<T>(string json, string kind, Func<JsonObject, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        var reading = new FileReading();
        using var document = JsonDocument.Parse(json);
        var part = JsonObject.Read(document.RootElement, "", kind, reading, read);
        return reading.Mistakes.Count == 0 ? (part, []) : (null, reading.Mistakes);
    }
}
