using Click2Call.Accounts;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Campaigns;

/// <summary>
/// What the keys of a campaign's message do ("Re-target campaign actions on caller keypress", PBX Documentation Center 3.2).
/// The words are ours, since the document prints none: an extension, a number, or one of the words below.
/// </summary>
public static class CampaignKeys
{
    /// <summary>Puts the number on the do-not-call list.</summary>
    public const string Remove = "remove";

    /// <summary>Plays the message again.</summary>
    public const string Repeat = "repeat";

    /// <summary>Hangs up.</summary>
    public const string HangUp = "hangup";

    /// <summary>Reads the fields <c>keys[1]</c> to <c>keys[#]</c>.</summary>
    /// <param name="keys">The fields.</param>
    /// <param name="account">Whose extensions they may name.</param>
    /// <returns>Those that can be read, and the name of the first field that cannot.</returns>
    public static (IReadOnlyList<KeyAction> Actions, string? Unreadable) Read(IEnumerable<NameValue> keys, Account account)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(account);
        var actions = new List<KeyAction>();
        string? unreadable = null;
        foreach (var (name, value) in keys)
        {
            if (Read(name["keys[".Length..^1], value.Trim(), account) is { } action)
                actions.Add(action);
            else
                unreadable ??= name;
        }

        return (actions, unreadable);
    }

    private static KeyAction? Read(string key, string value, Account account) => value.ToUpperInvariant() switch
    {
        "REMOVE" => new(key, KeyDeed.Remove),
        "REPEAT" => new(key, KeyDeed.Repeat),
        "HANGUP" => new(key, KeyDeed.HangUp),
        _ when account.FindExtension(value) is { Blocked: false } extension => new(key, KeyDeed.Connect, new ExtensionDestination(extension.Number, extension.Display)),
        _ when DestinationReader.TryReadPhone(value, account.DefaultRegion, out var phone, out _) && !account.BlockList.Contains(phone.Number.E164) => new(key, KeyDeed.Connect, phone),
        _ => null,
    };
}
