using System.Diagnostics.CodeAnalysis;
using Click2Call.Numbers;

namespace Click2Call.Accounts;

/// <summary>Reads what people and programs write for "whom to call": an extension or a hunt group of the account, a SIP address or a phone number.</summary>
public static class DestinationReader
{
    // Longer than any extension that we have seen, shorter than any number that can be dialled with a trunk prefix.
    private const int LongestExtension = 6;

    /// <summary>Reads a destination.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="account">Whose extensions count, and in whose region numbers are read.</param>
    /// <param name="destination">What it is.</param>
    /// <param name="problem">Else one sentence that says what is wrong, without the text itself.</param>
    public static bool TryRead(
        string? text, Account account, [NotNullWhen(true)] out Destination? destination, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(account);
        (destination, problem) = Read(text?.Trim(), account);
        return destination is not null;
    }

    /// <summary>
    /// Reads a phone number, and nothing else. One that has the shape of its country's numbers is read even where the
    /// reference metadata has not heard of its range: ranges are opened every month, and a number refused is a lead
    /// lost. Which of these a public door may call is for the desk to say.
    /// </summary>
    public static bool TryReadPhone(
        string? text, string region, [NotNullWhen(true)] out PhoneDestination? phone, [NotNullWhen(false)] out string? problem)
    {
        (phone, problem) = string.IsNullOrWhiteSpace(text)
            ? (null, "A phone number is needed.")
            : PhoneNumber.TryParsePlausible(text, region, out var number, out var why)
                ? (new PhoneDestination(number), null)
                : ((PhoneDestination?)null, (string?)why.Describe());
        return phone is not null;
    }

    private static (Destination? Destination, string? Problem) Read(string? text, Account account)
    {
        if (string.IsNullOrEmpty(text))
            return (null, "An extension or a phone number is needed.");
        if (account.FindExtension(text) is { } extension)
            return (new ExtensionDestination(extension.Number, extension.Display), null);
        if (account.FindGroup(text) is { } group)
            return (new GroupDestination(group.Id), null);
        if (SipDestination.IsSipUri(text))
            return (new SipDestination(text), null);
        if (text.Length <= LongestExtension && text.All(char.IsAsciiDigit))
            return (new ExtensionDestination(text), null); // Not the account's: the desk says so.
        return TryReadPhone(text, account.DefaultRegion, out var phone, out var problem) ? (phone, null) : (null, problem);
    }
}
