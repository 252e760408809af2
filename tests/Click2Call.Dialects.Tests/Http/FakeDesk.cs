using System.Globalization;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>A desk that writes down what fronts order and answers by script; without one, every line accepts.</summary>
public sealed class FakeDesk(TimeProvider clock) : ICallDesk
{
    /// <summary>The phone system's own id of every accepted call.</summary>
    public const string ProviderCallId = "pbx-1";

    public List<CallOrder> Orders { get; } = [];

    public List<HangUpOrder> HangUps { get; } = [];

    public List<CallId> TakeOvers { get; } = [];

    public Func<CallOrder, PlaceResult>? OnPlace { get; set; }

    public HangUpResult HangUpResult { get; set; } = HangUpResult.Done;

    /// <summary>Calls that <see cref="Find"/> and <see cref="WaitUntil"/> know, and whatever was placed.</summary>
    public Dictionary<CallId, Call> Calls { get; } = [];

    /// <summary>The calls that were placed, oldest first.</summary>
    public List<Call> Placed { get; } = [];

    public bool Down { get; set; }

    public Task<PlaceResult> Place(CallOrder order)
    {
        Orders.Add(order);
        return Task.FromResult(OnPlace?.Invoke(order) ?? Accept(order));
    }

    public Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal) => Task.FromResult<PlaceResult>(new PlaceResult.Refused(refusal));

    public Task<HangUpResult> HangUp(HangUpOrder order)
    {
        HangUps.Add(order);
        return Task.FromResult(HangUpResult);
    }

    public Task<TakeOverResult> TakeOver(string account, CallId id, string taker)
    {
        TakeOvers.Add(id);
        var call = Calls[id] = Calls[id].Apply(new Fact.TakenOver(taker, clock.GetUtcNow()));
        return Task.FromResult(
            call.State != CallState.Ended ? TakeOverResult.UnderWay
            : call.Note == Fact.TakenOver.NoteOf(taker) ? TakeOverResult.Taken
            : TakeOverResult.AlreadyEnded);
    }

    public Task<Call?> Find(string account, CallId id, CancellationToken cancellation) => Down
        ? throw new StorageUnavailableException("reading a call")
        : Task.FromResult(Calls.GetValueOrDefault(id) is { } call && call.Account == account ? call : null);

    public Task<Call?> WaitUntil(string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation) =>
        Find(account, id, cancellation);

    public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => Down
        ? throw new StorageUnavailableException("reading calls")
        : Task.FromResult(Page(query));

    /// <summary>The line took it.</summary>
    public PlaceResult Accept(CallOrder order) => Place(order, new DialResult.Accepted(ProviderCallId));

    /// <summary>The line's answer was lost.</summary>
    public PlaceResult Lose(CallOrder order) => Place(order, new DialResult.Uncertain("lost"));

    /// <summary>The call came to this end; <see cref="CallOutcome.Answered"/> is reached through the legs.</summary>
    public PlaceResult End(CallOrder order, CallOutcome outcome) => outcome == CallOutcome.Answered
        ? Place(order, new DialResult.Accepted(ProviderCallId), new Fact.LegAnswered(LegPosition.First, clock.GetUtcNow()), new Fact.LegAnswered(LegPosition.Second, clock.GetUtcNow()), new Fact.LegEnded(LegPosition.First, EndCause.HungUp, clock.GetUtcNow()))
        : Place(order, new DialResult.Accepted(ProviderCallId), new Fact.Closed(outcome, null, clock.GetUtcNow()));

    /// <summary>The line said no.</summary>
    public PlaceResult RefuseByLine(CallOrder order, CallOutcome outcome) => Place(order, new DialResult.Refused(outcome));

    /// <summary>A rule said no.</summary>
    public static PlaceResult Refuse(CallOutcome outcome, RefusalReason reason, string detail = "Because of a rule.", LegPosition? leg = null) =>
        new PlaceResult.Refused(new(outcome, reason, detail, leg));

    private CallPage Page(CallQuery query)
    {
        var found = Calls.Values.Where(call => call.Account == query.Account && (query.State ?? call.State) == call.State).OrderByDescending(call => call.Id).ToList();
        var from = query.Continuation is { } next ? int.Parse(next, CultureInfo.InvariantCulture) : 0;
        return new([.. found.Skip(from).Take(query.Top)], from + query.Top < found.Count ? (from + query.Top).ToString(CultureInfo.InvariantCulture) : null);
    }

    private PlaceResult.Placed Place(CallOrder order, DialResult dial, params Fact[] then)
    {
        var now = clock.GetUtcNow();
        var call = new Call { Id = CallId.New(clock), Order = order, Line = order.Line ?? "main", Seq = 1, WakeAt = now.AddMinutes(2) }
            .Begin(new() { Number = 1, Line = order.Line ?? "main", StartedAt = now, DialUntil = now.AddMinutes(1) }, 1, now.AddMinutes(2))
            .Apply(new Fact.DialDecided(dial, now) { Attempt = 1 })
            .Apply(then.Select(fact => fact is Fact.OfAttempt of ? of with { Attempt = 1 } : fact));
        Calls[call.Id] = call;
        Placed.Add(call);
        return new PlaceResult.Placed(new(call), PlacedHow.Made);
    }
}
