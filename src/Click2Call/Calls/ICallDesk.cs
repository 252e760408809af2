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

    /// <summary>
    /// Writes an order that is not going to be placed into the history, closed for the given reason; once for its key.
    /// For senders that are told "received" and must not send it again: a lead without a number that can be called.
    /// </summary>
    /// <returns>The refusal with the row's id; the earlier answer when the key is known; or why it could not be written.</returns>
    Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal);

    /// <summary>Takes a call down, in whatever state.</summary>
    Task<HangUpResult> HangUp(HangUpOrder order);

    /// <summary>Gives a waiting call to somebody who calls the person by another way. Nothing is taken down of one that is under way.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="id">The call.</param>
    /// <param name="taker">Who takes it, by a name that only they have; it is kept as the call's note.</param>
    Task<TakeOverResult> TakeOver(string account, CallId id, string taker);

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
