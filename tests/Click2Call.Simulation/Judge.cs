using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Simulation;

/// <summary>
/// Holds the run to the promises. It sees what storage and the phone system see, not what the desk believes.
/// </summary>
internal sealed class Judge(World world)
{
    private readonly Dictionary<CallId, Row> _rows = [];
    private readonly Dictionary<string, (CallId Call, int Seq)> _alarms = [];
    private readonly Dictionary<string, CallId> _keys = [];

    public IEnumerable<CallId> OpenCalls => _rows.Where(row => !row.Value.Ended).Select(row => row.Key);

    public int Committed => _rows.Count;

    public int AlarmsWaiting => _alarms.Count;

    public void MessagePut(string queue, string id, string text)
    {
        if (queue != LateEventQueue.QueueName && AlarmClock.Read(text) is { } alarm)
            _alarms[$"{queue}/{id}"] = (alarm.Call, alarm.Seq);
    }

    public void MessageDeleted(string queue, string id)
    {
        if (_alarms.Remove($"{queue}/{id}", out var alarm))
            CheckAlarm(alarm.Call);
    }

    public void RowUpserted(string table, TableRow row)
    {
        if (table == AlarmClock.AgendaName)
            _alarms[$"{row.PartitionKey}/{row.RowKey}"] = (CallId.Parse(row.GetString("CallId")!), row.GetInt32("Seq") ?? 0);
    }

    public void RowDeleted(string table, string partition, string key)
    {
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
                _rows[id] = new Row { Denied = flow.Denied };
            }

            var state = _rows[id];
            var ended = row.GetString("State") == nameof(CallState.Ended);
            if (state.Ended && !ended)
                throw new Violation($"The call {id} was over and is open again.");
            (state.Seq, state.Ended) = (row.GetInt32("Seq") ?? 0, ended);
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
        foreach (var other in world.Pbx.Calls)
        {
            if (other.Attempt.Call == id)
                CheckRepeated(call, other);
            else if (other.EndedAt is null && world.CanTell && IsSamePerson(call, other) && !_rows[other.Attempt.Call].Unknown)
                throw new Violation($"One person is rung by {other.Attempt} and {call.Attempt} at once.");
        }
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
        if (world.Pbx.Calls.Any(call => call.EndedAt is null))
            throw new Violation("A phone still rings.");
        if (world.RowsOf(CallLog.TableName).FirstOrDefault(row => row.RowKey.StartsWith("o:", StringComparison.Ordinal)) is { } open)
            throw new Violation($"The open index still holds {open.RowKey}.");
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

        /// <summary>Over without anybody knowing how: the one thing that a person has to look at.</summary>
        public bool Unknown { get; set; }

        public bool Denied { get; set; }

        public bool Canceled { get; set; }
    }
}
