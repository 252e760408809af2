using System.Text.Json.Nodes;
using Click2Call.Calls;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>Every way in which a call over Asterisk ends, with real SIP phones. All of them run at once, and each waits for its own.</summary>
[Collection(PbxCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class OutcomeTests(Pbx pbx, OutcomeCalls calls) : IClassFixture<OutcomeCalls>
{
    [Theory]
    [InlineData("both answer, the target hangs up", CallOutcome.Answered)]
    [InlineData("both answer, the agent hangs up", CallOutcome.Answered)]
    [InlineData("agent busy", CallOutcome.AgentBusy)]
    [InlineData("agent declines", CallOutcome.AgentDeclined)]
    [InlineData("agent rings, no answer", CallOutcome.AgentNoAnswer)]
    [InlineData("agent not available", CallOutcome.AgentNoAnswer)]
    [InlineData("agent's phone dead", CallOutcome.AgentOffline)]
    [InlineData("agent's phone dead and Asterisk knows it", CallOutcome.AgentOffline)]
    [InlineData("agent not registered", CallOutcome.AgentOffline)]
    [InlineData("agent unknown to Asterisk", CallOutcome.AgentOffline)]
    [InlineData("no such technology", CallOutcome.LineUnavailable)]
    [InlineData("target busy", CallOutcome.TargetBusy)]
    [InlineData("target declines", CallOutcome.TargetRejected)]
    [InlineData("target's number unknown", CallOutcome.TargetUnreachable)]
    [InlineData("target not available", CallOutcome.TargetNoAnswer)]
    [InlineData("carrier congested", CallOutcome.TargetUnreachable)]
    [InlineData("target rings, no answer", CallOutcome.TargetNoAnswer)]
    [InlineData("agent hangs up while the target rings", CallOutcome.Canceled)]
    [InlineData("target not in the dialplan", CallOutcome.TargetUnreachable)]
    public async Task Has_its_outcome(string name, CallOutcome outcome)
    {
        pbx.Need();
        var call = await calls.Ended(pbx, name);
        Assert.Equal(outcome, call.Outcome);
        Assert.Equal(outcome is CallOutcome.Answered, call.Talked is not null);

        // Asterisk keeps no record of a call to nobody.
        if (OutcomeCalls.RingNobody.Contains(name))
        {
            Assert.DoesNotContain(pbx.Asterisk.Cdr(), record => record.Attempt.StartsWith(call.Id.ToString(), StringComparison.Ordinal));
            return;
        }

        var records = await pbx.Cdr(call.Id, legs: outcome is CallOutcome.Answered ? 2 : 1);
        Assert.Equal(outcome is CallOutcome.Answered, records.Any(record => record is { Context: "click2call-target", Disposition: "ANSWERED" }));
    }
}

/// <summary>The calls, placed together when the first is asked for.</summary>
public sealed class OutcomeCalls
{
    /// <summary>Of these, no phone's channel could be made.</summary>
    internal static readonly string[] RingNobody =
        ["agent's phone dead and Asterisk knows it", "agent not registered", "agent unknown to Asterisk", "no such technology"];

    private static readonly Dictionary<string, (string Agent, string Target, string Line)> Cases = new()
    {
        ["both answer, the target hangs up"] = ("101", "+972542230199", Pbx.Line),
        ["both answer, the agent hangs up"] = ("1199", "+972542230001", Pbx.Line),
        ["agent busy"] = ("1486", "+972542230002", Pbx.Line),
        ["agent declines"] = ("1603", "+972542230003", Pbx.Line),
        ["agent rings, no answer"] = ("1180", "+972542230004", Pbx.Line),
        ["agent not available"] = ("1480", "+972542230005", Pbx.Line),
        ["agent's phone dead"] = ("1000", "+972542230006", Pbx.Line),
        ["agent's phone dead and Asterisk knows it"] = ("1001", "+972542230007", Pbx.Line),
        ["agent not registered"] = ("102", "+972542230008", Pbx.Line),
        ["agent unknown to Asterisk"] = ("999", "+972542230009", Pbx.Line),
        ["no such technology"] = ("101", "+972542230010", Pbx.NoSuchTechnology),
        ["target busy"] = ("101", "+972542230486", Pbx.Line),
        ["target declines"] = ("101", "+972542230603", Pbx.Line),
        ["target's number unknown"] = ("101", "+972542230404", Pbx.Line),
        ["target not available"] = ("101", "+972542230480", Pbx.Line),
        ["carrier congested"] = ("101", "+972542230503", Pbx.Line),
        ["target rings, no answer"] = ("101", "+972542230180", Pbx.Line),
        ["agent hangs up while the target rings"] = ("1199", "+972542231180", Pbx.Line),
        ["target not in the dialplan"] = ("101", "+972542230011", Pbx.NoSuchContext),
    };

    private readonly Lock _gate = new();
    private Dictionary<string, Task<Call>>? _all;

    public Task<Call> Ended(Pbx pbx, string name)
    {
        lock (_gate)
        {
            _all ??= Cases.ToDictionary(each => each.Key, each => Run(pbx, each.Value, RingSeconds(each.Key)));
            return _all[name];
        }
    }

    // Short for the phone that nobody picks up; a busy machine is given time for the others.
    private static (int Agent, int Target) RingSeconds(string name) =>
        !name.Contains("no answer", StringComparison.Ordinal) && !name.Contains("dead", StringComparison.Ordinal) ? (60, 60)
        : name.StartsWith("agent", StringComparison.Ordinal) ? (15, 60) : (60, 15);

    private static async Task<Call> Run(Pbx pbx, (string Agent, string Target, string Line) one, (int Agent, int Target) ring)
    {
        var id = await pbx.Place(one.Agent, one.Target, new JsonObject { ["line"] = one.Line, ["ringSeconds"] = ring.Agent, ["targetRingSeconds"] = ring.Target });
        return await pbx.End(id);
    }
}
