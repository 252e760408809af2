namespace Click2Call.Accounts;

/// <summary>An account's id, a dot, and the id of a part of it.</summary>
internal static class DoorText
{
    public static string Format(string account, string part) => $"{account}.{part}";

    public static bool TryParse(string? text, out string account, out string part)
    {
        (account, part) = ("", "");
        if (text?.IndexOf('.', StringComparison.Ordinal) is not ({ } dot and > 0))
            return false;
        (account, part) = (text[..dot], text[(dot + 1)..]);
        return AccountId.IsValid(account) && PartId.IsValid(part);
    }
}
