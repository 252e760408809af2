namespace Click2Call.Numbers;

/// <summary>Whom a leg of a call rings: a closed hierarchy of phone, extension, SIP address, group, login code and SIP trunk.</summary>
/// <remarks>
/// Texts are checked at construction, see <see cref="DialText"/>: they go to phone systems that read
/// <c>&amp;</c>, <c>/</c> and <c>,</c> as "also ring", "channel of" and "next argument".
/// </remarks>
public abstract record Destination
{
    private protected Destination()
    {
    }

    /// <summary>The text that a phone system dials. Full, not masked: never log it.</summary>
    public abstract string Dialable { get; }

    /// <summary>The destination with its digits hidden, fit for logs.</summary>
    private protected abstract string Masked { get; }

    /// <summary>The masked form, so that a log line can not leak a number by accident.</summary>
    public sealed override string ToString() => Masked;
}
