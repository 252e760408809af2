using Click2Call.Lines;

namespace Click2Call.Accounts;

/// <summary>A customer of this installation: its extensions, lines and click-to-calls. One partition of storage, read whole and kept for seconds.</summary>
public sealed record Account
{
    /// <summary>The id: lower-case letters, digits and dashes, 2 to 32; no dot, because <c>account.clicktocall</c> is one word in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Name { get; init; }

    /// <summary>The region (ISO 3166) in which numbers without a country code are read.</summary>
    public required string DefaultRegion { get; init; }

    /// <summary>The IANA time zone of opening hours.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Phones of the account.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Phone systems of the account; the first is the default.</summary>
    public IReadOnlyList<LineSettings> Lines { get; init; } = [];

    /// <summary>Forms, webhooks and Kazoo click-to-calls.</summary>
    public IReadOnlyList<ClickToCall> ClickToCalls { get; init; } = [];

    /// <summary>Numbers in E.164 that are never called, whoever asks.</summary>
    public IReadOnlyList<string> BlockList { get; init; } = [];

    /// <summary>The extension of that number or display number; null when it is not the account's.</summary>
    public Extension? FindExtension(string number) =>
        Extensions.FirstOrDefault(extension => extension.Number == number || extension.Display == number);

    /// <summary>The line of that id, or the first for null.</summary>
    public LineSettings? FindLine(string? id) =>
        id is null ? (Lines is [var first, ..] ? first : null) : Lines.FirstOrDefault(line => line.Id == id);

    /// <summary>The click-to-call of that id.</summary>
    public ClickToCall? FindClickToCall(string? id) => ClickToCalls.FirstOrDefault(click => click.Id == id);
}
