using System.Diagnostics.CodeAnalysis;

namespace Click2Call.Accounts;

/// <summary>A click-to-call as addresses name it: <c>account.clicktocall</c>. Neither part has a dot.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="ClickToCall">The click-to-call's id in the account.</param>
public readonly record struct ClickToCallDoor(string Account, string ClickToCall)
{
    /// <summary>Reads <c>account.clicktocall</c>; both must be ids that can exist.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ClickToCallDoor door)
    {
        var parsed = DoorText.TryParse(text, out var account, out var part);
        door = parsed ? new(account, part) : default;
        return parsed;
    }

    /// <summary>The door as it stands in addresses; needs no percent-encoding.</summary>
    public override string ToString() => DoorText.Format(Account, ClickToCall);
}
