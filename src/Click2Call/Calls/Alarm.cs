namespace Click2Call.Calls;

/// <summary>The message that brings a call back to us. It carries no state: the row says what is due.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Call">The call.</param>
/// <param name="Seq">The alarm's number; lower than the row's means stale.</param>
public sealed record Alarm(string Account, CallId Call, int Seq)
{
    /// <summary>
    /// When it was set first. A call's id can be much older than its commit, because a repeated request goes on under
    /// the id of one that died: how long the commit may still come is counted from here.
    /// </summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>The trace in which the call was asked for (<c>traceparent</c>); the alarm goes on with it, whoever sets it.</summary>
    public string? Trace { get; init; }

    /// <summary>The alarm that counts for a call.</summary>
    public static Alarm Of(Call call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new(call.Account, call.Id, call.Seq) { Trace = call.Order.Trace };
    }
}
