namespace Click2Call.Accounts;

/// <summary>How often a click-to-call may be used; 0: no limit. Days and hours are UTC's.</summary>
/// <param name="CallsPerNumberPerDay">Calls to one number in a day.</param>
/// <param name="CallsPerAddressPerHour">Calls asked for by one network address in an hour, where the address is known (setting <c>TrustedProxies</c>); an IPv6 address counts as its /64 network.</param>
/// <param name="CallsPerDay">Calls in a day.</param>
public sealed record CallLimits(int CallsPerNumberPerDay, int CallsPerAddressPerHour, int CallsPerDay)
{
    /// <summary>For doors that need a key, when they say nothing.</summary>
    public static CallLimits None { get; } = new(0, 0, 0);

    /// <summary>
    /// For leads that form tools, CRMs and flows bring to a door that needs a key, when it says nothing: 10 a number and day,
    /// 2,000 a day. The number is what a stranger typed; the address is the tool's own server's, one for everybody.
    /// </summary>
    public static CallLimits ForTools { get; } = new(10, 0, 2_000);

    /// <summary>For doors that anybody may use, when they say nothing: 10 a number and day, 30 an address and hour, 2,000 a day.</summary>
    public static CallLimits ForThePublic { get; } = new(10, 30, 2_000);
}
