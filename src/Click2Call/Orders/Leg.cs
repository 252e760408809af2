using Click2Call.Numbers;

namespace Click2Call.Orders;

/// <summary>One phone that is to ring.</summary>
/// <param name="Role">Whose it is.</param>
/// <param name="Destination">Where it is.</param>
public sealed record Leg(LegRole Role, Destination Destination)
{
    /// <summary>How long a phone rings when nobody says otherwise: 30 s.</summary>
    public static readonly TimeSpan DefaultRingTime = TimeSpan.FromSeconds(30);

    /// <summary>Further phones that ring at the same time, first come first served; only on lines that ring several.</summary>
    public IReadOnlyList<Destination>? Also { get; init; }

    /// <summary>The destination as the front received it, for dialects that echo it.</summary>
    public string? AsSent { get; init; }

    /// <summary>What this phone shows.</summary>
    public CallerId? Shows { get; init; }

    /// <summary>How long it may ring.</summary>
    public TimeSpan RingTime { get; init; } = DefaultRingTime;

    /// <summary>Whether the phone is asked to answer by itself.</summary>
    public bool AutoAnswer { get; init; }

    /// <summary>Refuse the call when the phone is not registered (Voicenter <c>checkphonedevicestate</c>, TEL4VN <c>async</c>); a line that cannot tell dials.</summary>
    public bool RequireOnline { get; init; }

    /// <summary>The voicemail box of the phone (Voicenter <c>vm_id</c>).</summary>
    public string? VoicemailId { get; init; }

    /// <summary>Call although the number is on the account's do-not-call list.</summary>
    public bool IgnoreDnc { get; init; }

    /// <summary>Ring although the phone is set to do-not-disturb (Voicenter <c>ignoredncstatus</c>).</summary>
    public bool IgnoreDnd { get; init; }
}
