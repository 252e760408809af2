using System.Buffers;

namespace Click2Call.Numbers;

/// <summary>What a <c>contact</c> or <c>extension</c> of the Kazoo dialect names: "SIP URI or DID or Internal Extension" (Kazoo Click-to-Call API).</summary>
public static class KazooContact
{
    // Internal extensions are up to six digits long; some countries have phone numbers that short, but nobody clicks to call them.
    private const int LongestExtension = 6;

    private static readonly SearchValues<char> Keys = SearchValues.Create("0123456789*#");

    /// <summary>Tells SIP address, phone number and internal extension apart.</summary>
    /// <param name="text">The contact as sent, not percent-encoded; spaces around it do not count.</param>
    /// <param name="region">The account's region (ISO 3166 alpha-2) for numbers without country code, or null.</param>
    /// <returns>The destination, or null when it is none of them.</returns>
    public static Destination? Detect(string? text, string? region = null)
    {
        var contact = text?.Trim();
        if (!DialText.IsAdmitted(contact))
            return null;
        if (SipDestination.IsSipUri(contact))
            return new SipDestination(contact);
        if (contact.Contains('@', StringComparison.Ordinal))
            return SipDestination.IsSipUri("sip:" + contact) ? new SipDestination("sip:" + contact) : null;
        if (contact.Length <= LongestExtension && !contact.AsSpan().ContainsAnyExcept(Keys))
            return new ExtensionDestination(contact);

        // Kazoo's own rule takes ten digits for North American ones and other digits for a number with country code.
        // An account with a region of its own elsewhere means that region first.
        return Phone(contact, region) ?? Phone(Normalise(contact), null);
    }

    /// <summary>Puts a contact into E.164 by the stock rules of Kazoo's number converter (knm_converter_regex); other texts stay as they are.</summary>
    /// <param name="contact">The contact as sent.</param>
    public static string Normalise(string contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        var digits = contact.AsSpan(contact.StartsWith('+') ? 1 : 0);
        if (digits.Length == 0 || digits.ContainsAnyExceptInRange('0', '9'))
            return contact;

        var local = digits.Length == 11 && digits[0] == '1' ? digits[1..] : digits;
        if (local.Length == 10 && local[0] >= '2' && local[3] >= '2' && (local.Length < digits.Length || digits.Length == contact.Length))
            return string.Concat("+1", local);
        if (digits.Length < contact.Length)
            return contact;
        if (digits.Length >= 8 && digits.StartsWith("011", StringComparison.Ordinal))
            return string.Concat("+", digits[3..]);
        if (digits.Length >= 7 && digits.StartsWith("00", StringComparison.Ordinal))
            return string.Concat("+", digits[2..]);
        return digits.Length >= 8 && digits[0] >= '2' ? string.Concat("+", digits) : contact;
    }

    // Kazoo itself looks at no numbering plan, and its documents call +15551234567: plausible is enough.
    private static PhoneDestination? Phone(string text, string? region) =>
        PhoneNumber.TryParsePlausible(text, region, out var number, out _) ? new PhoneDestination(number) : null;
}
