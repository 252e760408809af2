using System.Diagnostics.CodeAnalysis;

namespace Click2Call.Accounts;

/// <summary>A line as the address of its events names it: <c>account.line</c>.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Line">The line's id in the account.</param>
public readonly record struct LineDoor(string Account, string Line)
{
    /// <summary>Reads <c>account.line</c>; both must be ids that can exist.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LineDoor door)
    {
        var parsed = DoorText.TryParse(text, out var account, out var part);
        door = parsed ? new(account, part) : default;
        return parsed;
    }

    /// <summary>The path to which the phone system sends the line's events.</summary>
    public string EventsPath(string token) => $"/lines/{this}/events/{token}";

    /// <summary>The door as it stands in addresses; needs no percent-encoding.</summary>
    public override string ToString() => DoorText.Format(Account, Line);
}
