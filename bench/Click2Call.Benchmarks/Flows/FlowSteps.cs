using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Technoline.Modules;
using Click2Call.Flows;
using Click2Call.Orders;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Flows;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Benchmarks.Flows;

/// <summary>
/// A flow of 30 steps, one answer each, beside its floor: a read and a write of a row of the very size that the step's has,
/// in the same table, with nothing in between; after each step its floor. In memory and on Azurite.
/// </summary>
internal static class FlowSteps
{
    private const int Steps = 30;

    public static async Task<int> Run()
    {
        var memory = new MemoryStorage(TimeProvider.System).Table(FlowCallTable.TableName);
        await Measure("memory", memory, 200);
        await using var azurite = await Azurite.Start();
        await Measure("Azurite", StorageAccount.FromSettings(_ => azurite.ConnectionString, TimeProvider.System).Table(FlowCallTable.TableName), 20);
        return 0;
    }

    private static async Task Measure(string where, ITable table, int calls)
    {
        await table.Create(default);
        var account = new Account { Id = "acme", Name = "Acme", DefaultRegion = "IL", TimeZone = "Asia/Jerusalem" };
        var steps = Enumerable.Range(0, Steps).Select(step => $$"""{ "id": "m{{step}}", "do": "menu", "play": [{ "text": "Press 1 for the next, {caller}" }], "keys": { "1": "{{(step == Steps - 1 ? "bye" : $"m{step + 1}")}}" }, "otherwise": "bye" }""");
        var flow = new Flow { Id = "f", Script = FlowScript.Read($$"""{ "id": "f", "name": "F", "steps": [ {{string.Join(',', steps)}}, { "id": "bye", "do": "hangUp" } ] }""") };
        var runner = new FlowRunner(new FlowCallTable(table, TimeProvider.System), new NoDesk(), new DoNotCallTable(table), TimeProvider.System);
        await Call(runner, account, flow, table, "warm", [], []);
        var (answers, floors) = (new List<double>(), new List<double>());
        for (var call = 0; call < calls; call++)
            await Call(runner, account, flow, table, call.ToString(CultureInfo.InvariantCulture), answers, floors);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{where,-8} {calls} calls of {Steps} steps: median {Median(answers):N3} ms, p95 {At(answers, 0.95):N3} ms a step; floor (one read, one write of the same size) median {Median(floors):N3} ms, p95 {At(floors, 0.95):N3} ms"));
    }

    private static async Task Call(FlowRunner runner, Account account, Flow flow, ITable table, string id, List<double> answers, List<double> floors)
    {
        var query = $"PBXphone=0542345678&PBXcallId={id}&PBXcallStatus=CALL&PBXextensionId=100";
        for (var step = 0; step <= Steps; step++)
        {
            var start = TimeProvider.System.GetTimestamp();
            var reply = await runner.Answer(account, flow, ModuleRequest.Read(query), default);
            answers.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            if (reply.Contains("hangup", StringComparison.Ordinal) != (step == Steps))
                throw new InvalidOperationException($"Step {step} answered {reply}");
            floors.Add(await Floor(table, id));
            query += $"&s{step + 1}_m{step}=1";
        }
    }

    private static async Task<double> Floor(ITable table, string id)
    {
        var day = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var row = new TableRow("floor", id);
        foreach (var (name, value) in (await table.Get("acme:" + day, "f:" + new FlowCallKey("acme", "f", id).Hash, default))!.Properties)
            row[name] = value;
        await table.Upsert(row, default);
        var start = TimeProvider.System.GetTimestamp();
        var read = await table.Get("floor", id, default);
        await table.Replace(row, read!.ETag!, default);
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> times) => At(times, 0.5);

    private static double At(List<double> times, double part) => times.Order().ElementAt((int)(times.Count * part));

    private sealed class NoDesk : ICallDesk
    {
        public Task<PlaceResult> Place(CallOrder order) => throw new NotSupportedException();

        public Task<HangUpResult> HangUp(HangUpOrder order) => throw new NotSupportedException();

        public Task<TakeOverResult> TakeOver(string account, CallId id, string taker) => throw new NotSupportedException();

        public Task<PlaceResult> TurnDown(CallOrder order, Refusal refusal) => throw new NotSupportedException();

        public Task<Call?> Find(string account, CallId id, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Call?> WaitUntil(string account, CallId id, Func<Call, bool> wanted, TimeSpan patience, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
