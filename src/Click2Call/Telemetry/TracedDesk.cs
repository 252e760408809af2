using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Telemetry;

/// <summary>The desk, seen from outside: a span for each order, its trace kept with the call, and a count of what was said.</summary>
/// <param name="desk">The desk.</param>
public sealed class TracedDesk(ICallDesk desk) : ICallDesk
{
    /// <inheritdoc />
    public Task<PlaceResult> Place(CallOrder order) => Traced("place call", order, desk.Place);

    /// <inheritdoc />
    public Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal) => Traced("turn call down", order, traced => desk.TurnDown(traced, refusal));

    /// <inheritdoc />
    public Task<HangUpResult> HangUp(HangUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Traced("hang up", order.Account, order.Call, () => desk.HangUp(order));
    }

    /// <inheritdoc />
    public Task<TakeOverResult> TakeOver(string account, CallId id, string taker) =>
        Traced("take call over", account, id, () => desk.TakeOver(account, id, taker));

    /// <inheritdoc />
    public Task<Call?> Find(string account, CallId id, CancellationToken cancellation) => desk.Find(account, id, cancellation);

    /// <inheritdoc />
    public Task<Call?> WaitUntil(string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation) =>
        desk.WaitUntil(account, id, wanted, patience, cancellation);

    /// <inheritdoc />
    public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => desk.List(query, cancellation);

    internal static string Words<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static async Task<T> Traced<T>(string name, string account, CallId? id, Func<Task<T>> ask)
        where T : struct, Enum
    {
        using var span = Span.Inside(name);
        span?.SetTag(Signals.Account, account).SetTag(Signals.CallId, id?.ToString());
        var result = await ask();
        span?.SetTag("click2call.result", Words(result));
        return result;
    }

    private static async Task<PlaceResult> Traced(string name, CallOrder order, Func<CallOrder, Task<PlaceResult>> ask)
    {
        ArgumentNullException.ThrowIfNull(order);
        using var span = Span.Inside(name);
        span?.SetTag(Signals.Account, order.Account).SetTag(Signals.ClickToCall, order.ClickToCall).SetTag("click2call.front", order.Front);
        var result = await ask(Span.Context is { } trace ? order with { Trace = order.Trace ?? trace } : order);
        var said = Words(result);
        span?.SetTag(Signals.CallId, CallOf(result)?.ToString()).SetTag("click2call.result", said);
        if (result is PlaceResult.Unavailable)
            span.Fail("storage_unavailable");
        Signals.Requests.Add(
            1, new(Signals.Account, order.Account), new(Signals.ClickToCall, order.ClickToCall), new("click2call.front", order.Front), new("click2call.result", said));
        return result;
    }

    private static CallId? CallOf(PlaceResult result) => result switch
    {
        PlaceResult.Placed placed => placed.Answer.Call.Id,
        PlaceResult.Refused refused => refused.Refusal.CallId,
        _ => null,
    };

    private static string Words(PlaceResult result) => result switch
    {
        PlaceResult.Placed placed => Words(placed.How),
        PlaceResult.Refused refused => "refused." + Words(refused.Refusal.Reason),
        PlaceResult.Busy => "busy",
        PlaceResult.Unavailable => "unavailable",
        _ => "keyReused",
    };
}
