using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Simulation;

/// <summary>
/// Holds the run to the promises. It sees what storage and the phone system see, not what the desk believes.
/// </summary>
internal sealed class Judge(World world)
{
    // A worker has 30 s from the claim to the send, and what it sends arrives within 20 s.
    private static readonly TimeSpan ClaimToRing = TimeSpan.FromSeconds(60);
    private readonly Dictionary<Destination, DateTimeOffset> _askedForNow = [];
    private readonly Dictionary<CallId, Row> _rows = [];
    private readonly Dictionary<string, (CallId Call, int Seq)> _alarms = [];
    private readonly Dictionary<string, CallId> _keys = [];

    private const string LineSlots = World.Account + ":line:" + World.LineId;
    private const string DoorSlots = World.Account + ":" + Timetable.Door;
    private readonly Dictionary<string, string> _held = [];
    private readonly Dictionary<string, DateTimeOffset> _paused = [];
    private readonly HashSet<(CallId Call, int Round, string Agent)> _tried = [];

    private readonly Dictionary<(string Group, string Slot), string> _slots = [];

    public bool AnyAgentHeld => _held.Count > 0;

    public IEnumerable<CallId> OpenCalls => _rows.Where(row => !row.Value.Ended).Select(row => row.Key);

    public int Committed => _rows.Count;

    public int AlarmsWaiting => _alarms.Count;

    public void MessagePut(string queue, string id, string text)
    {
        if (queue is AlarmClock.QueueName or AlarmClock.PoisonQueueName && world.AlarmIn(text) is { } alarm)
            _alarms[$"{queue}/{id}"] = (alarm.Call, alarm.Seq);
    }

    public void MessageDeleted(string queue, string id)
    {
        if (_alarms.Remove($"{queue}/{id}", out var alarm))
            CheckAlarm(alarm.Call);
    }

    public void RowUpserted(string table, TableRow row)
    {
        if (table != AlarmClock.AgendaName)
            return;
        _alarms[$"{row.PartitionKey}/{row.RowKey}"] = (CallId.Parse(row.GetString("CallId")!), row.GetInt32("Seq") ?? 0);
        world.QueuesChanged();
    }

    public void AgentWritten(string table, TableRow row)
    {
        if (table != AgentTable.TableName)
            return;
        switch (row.GetString("BusyCall"))
        {
            case { Length: > 0 } attempt:
                _held[row.RowKey] = attempt;
                break;
            case "":
                _held.Remove(row.RowKey);
                break;
        }

        if (row.GetBoolean("Paused") == false)
            _paused.Remove(row.RowKey);
        else if (row.GetBoolean("Paused") == true)
            _paused.TryAdd(row.RowKey, world.Timeline.Now);
    }

    public void SlotWritten(string table, TableRow row)
    {
        if (table != SlotTable.TableName)
            return;
        var limit = row.PartitionKey == LineSlots ? world.MaxDials : world.Throttle;
        if (!(int.Parse(row.RowKey.AsSpan("slot:".Length), CultureInfo.InvariantCulture) < limit))
            throw new Violation($"{row.RowKey} of {row.PartitionKey} is one more than there are.");
        _slots[(row.PartitionKey, row.RowKey)] = row.GetString("Attempt")!;
    }

    public void RowDeleted(string table, string partition, string key)
    {
        if (table == SlotTable.TableName)
            _slots.Remove((partition, key));
        if (table == AlarmClock.AgendaName && _alarms.Remove($"{partition}/{key}", out var alarm))
            CheckAlarm(alarm.Call);
    }

    public void Submitted(string table, IReadOnlyList<TableOperation> operations, Flow flow)
    {
        if (table != CallLog.TableName)
            return;
        foreach (var (kind, row, _) in operations)
        {
            if (!row.RowKey.StartsWith("c:", StringComparison.Ordinal))
                continue;
            var id = CallId.Parse(row.RowKey[(row.RowKey.LastIndexOf('-') + 1)..]);
            if (kind == TableOperationKind.Insert)
            {
                flow.Committed.Add(id);
                _rows[id] = new Row { Denied = flow.Denied, CommittedAt = world.Timeline.Now };
            }

            var state = _rows[id];
            var ended = row.GetString("State") == nameof(CallState.Ended);
            if (state.Ended && !ended)
                throw new Violation($"The call {id} was over and is open again.");
            (state.Seq, state.Ended) = (row.GetInt32("Seq") ?? 0, ended);
            state.Facts = row.GetString("Facts");
            state.Unknown = row.GetString("Outcome") == nameof(CallOutcome.Unknown);
            world.Trace?.Add($"{world.Stamp} {flow} row {id}: seq {state.Seq}, {row.GetString("State")} {row.GetString("Outcome")}");
            CheckAlarm(id);
        }
    }

    /// <summary>A front was answered.</summary>
    public void Answered(Flow flow, PlaceResult result)
    {
        world.Trace?.Add($"{world.Stamp} {flow} answers {result.GetType().Name}");
        switch (result)
        {
            case PlaceResult.Placed placed:
                if (!_rows.ContainsKey(placed.Answer.Id))
                    throw new Violation($"A success was told of {placed.Answer.Id}, which is written nowhere.");
                CheckAlarm(placed.Answer.Id);
                break;
            case PlaceResult.Busy:
                break; // No promise.
            default:
                flow.Denied = true;
                foreach (var id in flow.Committed)
                {
                    _rows[id].Denied = true;
                    if (world.Pbx.Calls.Any(call => call.Attempt.Call == id))
                        throw new Violation($"An error was told of {id}, and it had rung.");
                }

                break;
        }
    }

    public void CanceledForGood(CallId id) => _rows[id].Canceled = true;

    /// <summary>An agent was told that the call is theirs, and calls the person now.</summary>
    public void TakenOver(CallId id, string by)
    {
        var row = _rows[id];
        if (row.Taker is { } other && other != by)
            throw new Violation($"{id} was given to {other} and to {by}.");
        if (!row.Canceled && world.Pbx.Calls.Any(call => call.Attempt.Call == id && call.EndedAt is null && call.Order.WhenUncertain != UncertainRule.Redial))
            throw new Violation($"{id} was given to {by} while it rings.");
        (row.Taker, row.Canceled) = (by, true);
    }

    /// <summary>An order is handed in. A person who asks to be called now is, by whichever call of theirs there is.</summary>
    public void Asks(CallOrder order)
    {
        if (order is { Intent: CallIntent.Lead, AskedForNow: true })
            _askedForNow[order.LegOf(LegRole.Target)!.Destination] = world.Timeline.Now;
    }

    /// <summary>The phone system is about to ring somebody.</summary>
    public void Placed(PbxCall call)
    {
        var id = call.Attempt.Call;
        var row = _rows.GetValueOrDefault(id) ?? throw new Violation($"{id} rings and was never committed.");
        if (row.Denied)
            throw new Violation($"{id} rings although its caller was told an error.");
        if (row.Canceled)
            throw new Violation($"{id} rings after it was taken down for good.");
        if (call.Order.Key is { } key && !_keys.TryAdd($"{key.Scope}/{key.Value}", id) && _keys[$"{key.Scope}/{key.Value}"] != id)
            throw new Violation($"One key, {key.Value}, rings two calls.");
        world.Timetable.Placed(call, IsHurried(call, row));
        CheckSlots(call, row);
        if (call.IsOfGroup)
            CheckAgents(call, row);
        foreach (var other in world.Pbx.Calls)
        {
            if (other.Attempt.Call == id)
                CheckRepeated(call, other);
            else if (other.EndedAt is null && world.CanTell && IsSamePerson(call, other) && !_rows[other.Attempt.Call].Unknown)
                throw new Violation($"One person is rung by {other.Attempt} and {call.Attempt} at once.");
        }
    }

    /// <summary>The visitor's phone begins to ring. A round over a group, and attempts that a setting lets be repeated blindly, are one try.</summary>
    public void VisitorRings(PbxCall call)
    {
        var first = call.Order.WhenUncertain == UncertainRule.Redial
            || (call.IsOfGroup
                ? RoundOf(_rows[call.Attempt.Call], call.Attempt.Number) == 1
                : !world.Pbx.Calls.Any(other => other.Attempt.Call == call.Attempt.Call && other.Attempt.Number < call.Attempt.Number));
        Timetable.Rings(call, world.Timeline.Now, first, _rows[call.Attempt.Call].CommittedAt, () => AskedAgain(call));
    }

    // Its person asked to be called now while it waited, or as it was written down: from then on it is tried by the schedule.
    private bool IsHurried(PbxCall call, Row row) => AskedForNow(call) is { } asked && asked > row.CommittedAt - ClaimToRing;

    private DateTimeOffset? AskedForNow(PbxCall call) =>
        call.Order.Intent == CallIntent.Lead && _askedForNow.TryGetValue(call.Order.LegOf(LegRole.Target)!.Destination, out var asked) ? asked : null;

    // When the person of a lead asked last to be called now; their night is theirs again after one try, or one round over a group.
    private DateTimeOffset? AskedAgain(PbxCall call)
    {
        if (AskedForNow(call) is not { } asked)
            return null;
        var row = _rows[call.Attempt.Call];
        var since = world.Pbx.Calls.Where(other => other != call && other.Attempt.Call == call.Attempt.Call && other.Attempt.Number < call.Attempt.Number && other.PlacedAt > asked);
        return since.All(other => call.IsOfGroup && KnownRoundOf(row, other.Attempt.Number) == RoundOf(row, call.Attempt.Number)) ? asked : null;
    }

    /// <summary>Everything has come to rest.</summary>
    public void AtRest()
    {
        foreach (var (id, row) in _rows)
        {
            if (!row.Ended)
                throw new Violation($"The call {id} never came to an end.");
        }

        if (_alarms.Count > 0)
            throw new Violation("Alarms are left over.");
        world.Listeners.AtRest(_rows.Keys);
        foreach (var (slot, attempt) in _slots)
        {
            // What a crash left is over, so that whoever needs it takes it.
            if (AttemptId.TryParse(attempt, out var of) && _rows.TryGetValue(of.Call, out var row) && !row.Ended)
                throw new Violation($"{slot} is held for ever by {attempt}.");
        }

        if (AnyAgentHeld)
            throw new Violation($"{string.Join(", ", _held)}: held for ever.");
        if (world.Pbx.Calls.Any(call => call.EndedAt is null))
            throw new Violation("A phone still rings.");
        if (world.RowsOf(CallLog.TableName).FirstOrDefault(row => row.RowKey.StartsWith("o:", StringComparison.Ordinal)) is { } open)
            throw new Violation($"The open index still holds {open.RowKey}.");
    }

    // A slot each, and no more slots than allowed: so many are in flight at the most.
    private void CheckSlots(PbxCall call, Row row)
    {
        if (row.Ended)
            return;
        if (world.MaxDials > 0)
            Holds(LineSlots);
        if (world.Throttle > 0 && call.Order.ClickToCall is not null)
            Holds(DoorSlots);

        void Holds(string group)
        {
            if (!_slots.Any(slot => slot.Key.Group == group && slot.Value == call.Attempt.ToString()))
                throw new Violation($"{call.Attempt} rings without a slot of {group}.");
        }
    }

    private void CheckAgents(PbxCall call, Row row)
    {
        var round = RoundOf(row, call.Attempt.Number);
        foreach (var agent in call.Agents)
        {
            if (call.Order.WhenUncertain != UncertainRule.Redial && !_tried.Add((call.Attempt.Call, round, agent)))
                throw new Violation($"{call.Attempt} rings {agent} again in round {round}.");
            if (_paused.TryGetValue(agent, out var since) && since + ClaimToRing < world.Timeline.Now)
                throw new Violation($"{call.Attempt} rings {agent}, who is paused.");
            if (!row.Ended && _held.GetValueOrDefault(agent) != call.Attempt.ToString())
                throw new Violation($"{call.Attempt} rings {agent} and does not hold the agent: {_held.GetValueOrDefault(agent) ?? "nobody"} does.");
            foreach (var other in world.Pbx.Calls)
            {
                if (other.EndedAt is null && other.IsOfGroup && other.Agents.Contains(agent) && other.Attempt.Call != call.Attempt.Call
                    && world.CanTell && !_rows[other.Attempt.Call].Unknown && other.Order.WhenUncertain != UncertainRule.Redial)
                {
                    throw new Violation($"{agent} is rung by {other.Attempt} and {call.Attempt} at once.");
                }
            }
        }
    }

    private static int RoundOf(Row row, int attempt) =>
        KnownRoundOf(row, attempt) ?? throw new Violation($"Attempt {attempt} rings and is not in its call's row.");

    // Null: it is none of the last twenty, which are those that the row keeps.
    private static int? KnownRoundOf(Row row, int attempt)
    {
        using var facts = JsonDocument.Parse(row.Facts!);
        foreach (var known in facts.RootElement.GetProperty("attempts").EnumerateArray())
        {
            if (known.GetProperty("number").GetInt32() == attempt)
                return known.GetProperty("round").GetInt32();
        }

        return null;
    }

    private void CheckRepeated(PbxCall call, PbxCall earlier)
    {
        if (earlier.Attempt == call.Attempt)
            throw new Violation($"The attempt {call.Attempt} was dialled twice.");
        var allowed = call.Order.WhenUncertain == UncertainRule.Redial;
        if (earlier.EndedAt is null && !allowed)
            throw new Violation($"{call.Attempt} rings while {earlier.Attempt} is in flight.");
        if (earlier.BridgedAt is not null && !allowed)
            throw new Violation($"{call.Attempt} rings although they talked in {earlier.Attempt}.");
        if (world.Capabilities == LineCapabilities.None && !allowed)
            throw new Violation($"{call.Attempt} rings after {earlier.Attempt}, of which nothing could be known.");
    }

    private static bool IsSamePerson(PbxCall left, PbxCall right) =>
        left.Order.Intent == CallIntent.Lead
        && right.Order.Intent == CallIntent.Lead
        && left.Order.LegOf(LegRole.Target)!.Destination == right.Order.LegOf(LegRole.Target)!.Destination;

    // An open row without an alarm is a call that only luck brings back.
    private void CheckAlarm(CallId id)
    {
        if (_rows.TryGetValue(id, out var row) && !row.Ended && !_alarms.Values.Any(alarm => alarm.Call == id && alarm.Seq >= row.Seq))
            throw new Violation($"The call {id} is open at seq {row.Seq} and has no alarm.");
    }

    private sealed class Row
    {
        public int Seq { get; set; }

        public bool Ended { get; set; }

        public DateTimeOffset CommittedAt { get; init; }

        /// <summary>Over without anybody knowing how: the one thing that a person has to look at.</summary>
        public bool Unknown { get; set; }

        public string? Facts { get; set; }

        public bool Denied { get; set; }

        public bool Canceled { get; set; }

        public string? Taker { get; set; }
    }
}
