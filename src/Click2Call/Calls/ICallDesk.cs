using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>The desk, as fronts see it.</summary>
public interface ICallDesk
{
    /// <summary>
    /// Screens an order, writes it down, dials. Never throws for what storage or a phone system does, and takes no
    /// cancellation: a caller that hangs up its HTTP request must not make an attempt uncertain.
    /// </summary>
    Task<PlaceResult> Place(CallOrder order);

    /// <summary>Takes a call down, in whatever state.</summary>
    Task<HangUpResult> HangUp(HangUpOrder order);

    /// <summary>Reads one call; null when there is none.</summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer.</exception>
    Task<Call?> Find(string account, CallId id, CancellationToken cancellation);

    /// <summary>Reads one call again and again until it is as wanted or the patience is over; gives it as it then stands.</summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer.</exception>
    Task<Call?> WaitUntil(string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation);

    /// <summary>One page of history, newest first.</summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer.</exception>
    Task<CallPage> List(CallQuery query, CancellationToken cancellation);
}
