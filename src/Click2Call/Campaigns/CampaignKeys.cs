using Click2Call.Accounts;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Campaigns;

/// <summary>
/// What the keys of a campaign's message do ("Re-target campaign actions on caller keypress", PBX Documentation Center 3.2).
/// The words are ours, since the document prints none: an extension, a number, or <c>remove</c> (puts the number on the
/// do-not-call list), <c>repeat</c> (plays the message again) or <c>hangup</c>.
/// </summary>
public static class CampaignKeys
{
    /// <summary>Reads what they are to do.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="account">Whose extensions they may name.</param>
    /// <returns>Those that can be read, and the first that cannot.</returns>
    public static (IReadOnlyList<KeyAction> Actions, CampaignKey? Unreadable) Read(IEnumerable<CampaignKey> keys, Account account)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(account);
        var actions = new List<KeyAction>();
        CampaignKey? unreadable = null;
        foreach (var key in keys)
        {
            if (Read(key, account) is { } action)
                actions.Add(action with { AsSent = key.Action });
            else
                unreadable ??= key;
        }

        return (actions, unreadable);
    }

    /// <summary>What a word stands for; null for an extension, a number, and what only the phone system may know.</summary>
    internal static KeyDeed? DeedOf(string action) => action.Trim().ToUpperInvariant() switch
    {
        "REMOVE" => KeyDeed.Remove,
        "REPEAT" => KeyDeed.Repeat,
        "HANGUP" => KeyDeed.HangUp,
        _ => null,
    };

    private static KeyAction? Read(CampaignKey key, Account account) => key.Action.Trim() switch
    {
        var text when DeedOf(text) is { } deed => new(key.Key, deed),
        var text when account.FindExtension(text) is { Blocked: false } extension => new(key.Key, KeyDeed.Connect, new ExtensionDestination(extension.Number, extension.Display)),
        var text when DestinationReader.TryReadPhone(text, account.DefaultRegion, out var phone, out _) && !account.BlockList.Contains(phone.Number.E164) => new(key.Key, KeyDeed.Connect, phone),
        _ => null,
    };
}
