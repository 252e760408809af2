using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Simulator;

/// <summary>A line to the simulated phone system. It hands over our attempt id, so a dial that is sent twice rings once.</summary>
internal sealed class SimulatorLine(string account, string line, SimulatorOptions options, SimulatorExchange exchange) : IPhoneLine
{
    /// <inheritdoc/>
    public LineCapabilities Capabilities => options.Capabilities;

    /// <inheritdoc/>
    public TimeSpan DialTimeout(DialOrder order) => options.Timeout;

    /// <inheritdoc/>
    public Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation) => Task.FromResult(Ready(order));

    /// <inheritdoc/>
    public async Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation)
    {
        if (!Can(LineCapabilities.LookUp))
            return new LookUp.Unknown();
        if (!exchange.InService)
            return new LookUp.NotYet();
        SimulatedCall? call;
        try
        {
            call = await exchange.Find(attempt, cancellation);
        }
        catch (StorageUnavailableException)
        {
            return new LookUp.NotYet();
        }

        if (call is null || call.Account != account || call.Line != line)
            return new LookUp.NeverPlaced();
        var moment = call.At(exchange.Clock.GetUtcNow());
        return moment.Over ? new LookUp.Ended(SimulatedOutcome.Of(call, moment)) : new LookUp.Live(call.ProviderCallId);
    }

    /// <inheritdoc/>
    public async Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation)
    {
        if (!Can(LineCapabilities.HangUp) || !exchange.InService)
            return false;
        try
        {
            await exchange.TakeDown(attempt, cancellation);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<bool?> HangUpExtension(string extension, CancellationToken cancellation)
    {
        if (!Can(LineCapabilities.HangUp))
            return null;
        if (!exchange.InService)
            return false;
        try
        {
            await foreach (var call in exchange.Open(cancellation))
            {
                if (call.Account == account && call.Line == line && (call.First.Dialled == extension || call.Second?.Dialled == extension))
                    await exchange.TakeDown(call.Attempt, cancellation);
            }

            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public Task<string?> Probe(CancellationToken cancellation) =>
        Task.FromResult(exchange.InService ? null : "The simulated phone system is switched off.");

    private DialReadiness Ready(DialOrder order)
    {
        var what = order.Order;
        if (!exchange.InService)
            return new DialReadiness.NotReady(CallOutcome.LineUnavailable, "Connection refused.");
        if (MissingFor(what.Kind) is { } missing)
            return new DialReadiness.NotReady(CallOutcome.LineRefused, missing);
        if (new[] { what.First, what.Second }.Any(leg => leg?.Destination is GroupDestination or SipTrunkDestination))
            return new DialReadiness.NotReady(CallOutcome.LineRefused, "The simulated phone system has no groups and no trunks.");

        var first = Phone(what.First);
        var key = what.Kind == CallKind.Message ? first.Phone switch { SimulatedPhone.Presses1 => "1", SimulatedPhone.Presses2 => "2", _ => null } : null;
        var action = key is null ? null : what.Play?.Keys.FirstOrDefault(one => one.Key == key);
        var second = what.Second is not null ? Phone(what.Second)
            : action is { Deed: KeyDeed.Connect, Connect: { } connect } ? Phone(new(LegRole.Agent, connect) { RingTime = what.First.RingTime })
            : null;
        if (what.First is { RequireOnline: true } && first.Phone == SimulatedPhone.Away && Can(LineCapabilities.DeviceState))
            return new DialReadiness.NotReady(what.First.Role == LegRole.Agent ? CallOutcome.AgentOffline : CallOutcome.TargetUnreachable, "The phone is not registered.");

        var reply = Reply(first) ?? (second is null ? null : Reply(second)) ?? SimulatedReply.Prompt;
        if (reply == SimulatedReply.Down)
            return new DialReadiness.NotReady(CallOutcome.LineUnavailable, "Connection refused.");
        return new DialReadiness.Ready(new SimulatorDial(
            exchange,
            reply,
            options.Timeout,
            now => new()
            {
                Attempt = order.Attempt,
                Account = account,
                Line = line,
                Kind = what.Kind,
                Key = key,
                KeyDoes = action?.Deed,
                First = first,
                Second = second,
                PlacedAt = now,
                TalkTime = options.TalkTime,
                MaxDuration = what.MaxDuration,
                Reports = options.Reports,
            }));
    }

    private string? MissingFor(CallKind kind) => kind switch
    {
        CallKind.Message when !Can(LineCapabilities.Message) => "This line plays no messages.",
        CallKind.Conference when !Can(LineCapabilities.Conference) => "This line has no conferences.",
        CallKind.Flash when !Can(LineCapabilities.Flash) => "This line makes no flash calls.",
        _ => null,
    };

    private bool Can(LineCapabilities capability) => options.Capabilities.HasFlag(capability);

    private SimulatedLeg Phone(Leg leg)
    {
        var dialled = leg.Destination.Dialable;
        return new(leg.Role, dialled, SimulatorNumbers.Find(dialled)?.Phone ?? options.Others, leg.RingTime, leg.Shows, leg.AutoAnswer);
    }

    private static SimulatedReply? Reply(SimulatedLeg leg) =>
        SimulatorNumbers.Find(leg.Dialled) is { Reply: not SimulatedReply.Prompt } rule ? rule.Reply : null;
}
