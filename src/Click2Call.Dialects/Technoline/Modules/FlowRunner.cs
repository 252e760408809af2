using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Flows;
using Click2Call.Intake;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>
/// Answers what a call in a flow comes to next. The phone system repeats a request whose answer it did not get; such a
/// one is told by the missing result and gets the very same answer.
/// </summary>
/// <param name="states">Where calls are in their flows.</param>
/// <param name="desk">Leads go there.</param>
/// <param name="doNotCall">Whom flows do not dial.</param>
/// <param name="time">The clock.</param>
/// <param name="audio">Files of the accounts' libraries; without it every name is the phone system's.</param>
public sealed class FlowRunner(IFlowStates states, ICallDesk desk, IDoNotCall doNotCall, TimeProvider time, FlowAudio? audio = null)
{
    private const int Tries = 4;
    private const int LongestChain = 60;

    // A phone that was dialled or a card that was charged without a result coming back is not tried for ever.
    private const int Repeats = 10, CostlyRepeats = 2;

    private static readonly TimeSpan SameRequest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SameEntry = TimeSpan.FromMinutes(1);

    private readonly FlowOutside outside = new(desk, doNotCall, time);

    /// <summary>The JSON to answer with.</summary>
    /// <param name="account">Whose flow it is.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="request">What the phone system says.</param>
    /// <param name="cancellation">Stops waiting; what was written stays.</param>
    /// <exception cref="FlowBrokenException">The flow can't go on.</exception>
    /// <exception cref="StorageUnavailableException">Storage did not answer.</exception>
    public async Task<string> Answer(Account account, Flow flow, ModuleRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(request);
        if (request.CallId.Length == 0)
            throw new FlowBrokenException("The request does not say which call it is about.");
        var call = new FlowCallKey(account.Id, flow.Id, request.CallId);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var stored = await states.Find(call, cancellation);
            var (reply, after) = await Turn(account, flow, call, request, stored?.State, cancellation);
            if (after is null || await states.Save(call, after, stored, cancellation))
                return reply;
        }

        throw new FlowBrokenException("Too many instances answer the same call.");
    }

    private async Task<(string Reply, FlowState? After)> Turn(
        Account account, Flow flow, FlowCallKey call, ModuleRequest request, FlowState? state, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (request.HungUp)
            return (TechnolineModules.Nothing, state is null or { HungUp: true } ? null : state with { HungUp = true, SeenAt = now });

        var script = state is null ? null : flow.ScriptOf(state.Version);
        // The version with which the call began is not kept any more: the caller begins again with the one that is.
        if (state is null || script is null || EntersAnew(state, request, now))
            return await Enter(account, flow, call, request, state, now, cancellation);
        if (Result(script, state, request, now) is not { } result)
            return Repeat(script, state, now);
        var (taken, next) = new FlowWalk(script, account, now).Take(state, result);
        return await GoOn(account, script, call, request, taken, next, now, cancellation);
    }

    private Task<(string Reply, FlowState? After)> Enter(
        Account account, Flow flow, FlowCallKey call, ModuleRequest request, FlowState? before, DateTimeOffset now, CancellationToken cancellation)
    {
        var variables = flow.Script.Variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        variables[FlowText.Caller] = request.Phone;
        variables[FlowText.Called] = request.Called;
        variables[FlowText.Extension] = request.ExtensionId;
        var turn = before?.Turn ?? 0;
        var state = new FlowState { Version = flow.Version, Turn = turn, FirstTurn = turn + 1, Variables = variables, StartedAt = before?.StartedAt ?? now };
        return GoOn(account, flow.Script, call, request, state, flow.Script.Steps is [var first, ..] ? first.Id : null, now, cancellation);
    }

    private async Task<(string Reply, FlowState? After)> GoOn(
        Account account, FlowScript script, FlowCallKey call, ModuleRequest request, FlowState state, string? step, DateTimeOffset now, CancellationToken cancellation)
    {
        var walk = new FlowWalk(script, account, now);
        var chain = new List<FlowStep>();
        var modules = new List<Module>();
        var turn = state.Turn + 1;
        IReadOnlyDictionary<string, AudioItem>? ours = null;
        while (true)
        {
            (state, var effect) = walk.Go(state, step, chain);
            if (ours is null && audio is not null && chain.Exists(one => one.Play.Any(sound => sound is { File: not null, Extension: null })))
                ours = await audio.Of(account.Id, request.Site, cancellation) ?? FlowAudio.None;
            var render = new FlowModules(account, state.Variables, ours ?? FlowAudio.None);
            var blocked = false;
            foreach (var one in chain)
            {
                if (render.Of(one, TechnolineModules.ResultName(turn, one.Id)) is { } module && await outside.MayCall(account, render.DialledBy(one), cancellation))
                    modules.Add(module);
                else
                    blocked = one.Asks;
            }

            chain.Clear();
            if (modules.Count > LongestChain)
                throw new FlowBrokenException("The caller would hear too much at once.");
            if (effect is not null)
            {
                (state, var done) = await outside.Do(account, call, effect, state, cancellation);
                step = done ? effect.Next : effect.Otherwise;
            }
            else if (blocked)
            {
                // What was to be dialled or charged can't be: as if the phone system had said so.
                (state, step) = walk.Take(state, FlowText.Invalid);
            }
            else
            {
                break;
            }
        }

        var answer = ModuleReply.Of(modules);
        var reply = request.IsSketch ? ModuleSketch.ToJson(answer) : answer.ToJson();
        return (reply, state with { Turn = turn, Reply = reply, Repeats = 0, Request = request.Fingerprint, SeenAt = now, HungUp = false });
    }

    private static (string Reply, FlowState? After) Repeat(FlowScript script, FlowState state, DateTimeOffset now)
    {
        var costly = script.Find(state.Step)?.Kind is FlowStepKind.Dial or FlowStepKind.DialIp or FlowStepKind.Charge;
        return state.Repeats >= (costly ? CostlyRepeats : Repeats)
            ? throw new FlowBrokenException("The phone system asks the same again and again.") { WentOn = true }
            : (state.Reply, state with { Repeats = state.Repeats + 1, SeenAt = now });
    }

    /// <summary>
    /// Whether the call comes in from outside: it left the flow before and is back, so that its results are gone ("the new
    /// extension starts with a clean URL", Technoline API Module Documentation, fixed).
    /// </summary>
    private static bool EntersAnew(FlowState state, ModuleRequest request, DateTimeOffset now)
    {
        // There the flow is over, or the call was hung up, and somebody calls again with a result field that is empty or of the call before.
        if (request.IsSketch)
            return !IsRepeated(state, request, now) && (!request.HasSketchResult || ((state.Step is null || state.HungUp) && state.SeenAt + SameEntry < now));
        if (request.Results.Keys.Any(IsOurs))
            return false;
        return state.Turn > state.FirstTurn || state.HungUp || (state.Step is null && state.SeenAt + SameEntry < now);
    }

    private static string? Result(FlowScript script, FlowState state, ModuleRequest request, DateTimeOffset now)
    {
        if (script.Find(state.Step) is not { } waiting)
            return null;
        if (request.IsSketch)
            return IsRepeated(state, request, now) ? null : request.SketchResultOf(waiting.Kind);
        return request.Results.GetValueOrDefault(TechnolineModules.ResultName(state.Turn, waiting.Id));
    }

    // Such requests name no call and no turn: an equal one at once, or one with the same time stamp, is the same.
    private static bool IsRepeated(FlowState state, ModuleRequest request, DateTimeOffset now) =>
        request.Fingerprint == state.Request && (request.IsDated || now - state.SeenAt < SameRequest);

    private static bool IsOurs(string name) => name is ['s', >= '0' and <= '9', ..] && name.Contains('_', StringComparison.Ordinal);
}
