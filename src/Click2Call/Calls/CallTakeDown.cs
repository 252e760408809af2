using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>Takes a call's latest attempt down and writes what that means.</summary>
internal sealed class CallTakeDown(CallWriter writer, TimeProvider time)
{
    /// <summary>Asks the line to hang up.</summary>
    /// <returns>The call; ended when the phone system has confirmed, else as it was.</returns>
    public async Task<StoredCall> TakeDown(StoredCall stored, IPhoneLine line, CancellationToken cancellation)
    {
        if (stored.Call.Latest is not { Finished: false } live || !line.Capabilities.HasFlag(LineCapabilities.HangUp))
            return stored;
        var id = new AttemptId(stored.Call.Id, live.Number);
        if (!await line.HangUp(id, live.ProviderCallId, cancellation))
            return stored;

        // A dial that may still be on its way could ring after this: it is looked at again when it is decided.
        var now = time.GetUtcNow();
        if (live.Undecided && now < live.DialUntil)
            return stored;

        Fact[] facts = stored.Call.State == CallState.Connected
            ? [Ended(LegPosition.First), Ended(LegPosition.Second)]
            : [new Fact.LegEnded(LegPosition.First, EndCause.Canceled, now) { Attempt = live.Number }];
        return (await writer.Write(stored, facts, cancellation)).Stored;

        Fact.LegEnded Ended(LegPosition leg) => new(leg, EndCause.HungUp, now) { Attempt = live.Number };
    }
}
