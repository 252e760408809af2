using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Technoline.Modules;

/// <summary>
/// Phone systems and callers at their worst, made by a generator: unknown digits, names that come twice or as arrays, results of
/// other turns, repeated and lost requests, calls that end in the middle. Every answer is a chain that a phone system executes.
/// </summary>
public sealed class HostileCallerTests
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "simpleMessage", "audioPlayer", "simpleMenu", "getDTMF", "record", "stt", "simpleRouting", "ipRouting", "goTo", "hangup", "playAllCampaigns", "creditCard",
    };

    private static readonly string[] Answers =
        ["1", "2", "9", "0", "*", "#", "ERROR", "", "250", "0542345678", "123456789012345678901234567890", "ANSWER", "BUSY", "OK", "DECLINE", "rec_1", "שלום", "{caller}", "<html>", "\"}]", "-1", "1e9", "%00", "\r\n", "\ud83d\ude00", "NaN"];

    private static readonly string[] Names = ["PBXphone", "PBXcallStatus", "PBXextensionId", "PBXdid", "FILE_s1_it", "s0_x", "s99_main", "s1_", "_", "", "[]", "a[b]", "__proto__"];

    // Every kind of step, with ways on for right and wrong answers, and one that only a failing desk takes.
    private const string Everything = """
        { "id": "all", "name": "All", "steps": [
            { "id": "hello", "do": "say", "play": [{ "text": "Hello {caller}" }, { "digits": "{number}" }], "next": "main" },
            { "id": "main", "do": "menu", "play": [{ "text": "?" }], "keys": { "1": "number", "2": "speak", "3": "news", "*": "ip", "#": "tell" }, "otherwise": "record" },
            { "id": "number", "do": "digits", "into": "number", "min": 1, "max": 32, "next": "dial" },
            { "id": "dial", "do": "dial", "number": "{number}", "shows": "{caller}", "cases": [{ "in": ["ANSWER"], "next": "main" }], "next": "pay" },
            { "id": "pay", "do": "charge", "sum": "{number}", "category": "{speak}", "cases": [{ "in": ["OK"], "next": "hello" }], "next": "lead" },
            { "id": "lead", "do": "lead", "clickToCall": "website", "number": "{number}", "name": "{speak}", "text": "{record}", "next": "offer", "otherwise": "main" },
            { "id": "offer", "do": "offer", "next": "accept", "otherwise": "main" },
            { "id": "accept", "do": "accept", "next": "tell", "otherwise": "main" },
            { "id": "speak", "do": "speech", "next": "keep" },
            { "id": "keep", "do": "set", "into": "number", "text": "{speak}{number}", "next": "tell" },
            { "id": "tell", "do": "branch", "on": "number", "cases": [{ "startsWith": ["05"], "next": "dial" }, { "days": ["sun"], "next": "hello" }], "otherwise": "main" },
            { "id": "record", "do": "record", "play": [{ "text": "{speak}" }], "next": "broadcasts" },
            { "id": "broadcasts", "do": "broadcasts", "next": "main" },
            { "id": "news", "do": "listen", "play": [{ "file": "{number}" }, { "text": "News" }], "cases": [{ "in": ["0"], "next": "away" }], "next": "main" },
            { "id": "ip", "do": "dialIp", "number": "{number}", "address": "192.168.1.100", "cases": [{ "in": ["BUSY"], "next": "bye" }], "next": "main" },
            { "id": "away", "do": "jump", "to": "101" },
            { "id": "bye", "do": "hangUp" }
        ] }
        """;

    [Theory]
    [InlineData(20261128)]
    [InlineData(7)]
    [InlineData(424242)]
    public async Task Whatever_comes_the_answer_is_a_chain_that_a_phone_system_executes(int seed)
    {
        var random = new Random(seed);
        var shipped = new FlowBench();
        var own = new FlowBench(Everything);
        var (turns, deepest, kinds) = (0, 0, new HashSet<string>(StringComparer.Ordinal));
        for (var call = 0; call < 250; call++)
        {
            var bench = random.Next(2) == 0 ? shipped : own;
            var flow = bench == own ? "all" : new[] { "press-1", "after-hours", "by-caller" }[random.Next(3)];
            Disturb(bench, random);
            var results = new List<(string Name, string Value)>();
            for (var turn = 0; turn < 40; turn++)
            {
                var ends = random.Next(25) == 0;
                var query = Query(random, $"{seed}-{call}", results, ends);
                var reply = await bench.Ask(flow, query);
                // The phone system did not hear the answer and asks again, or asks twice at once.
                for (var again = random.Next(6) == 0 ? random.Next(1, 4) : 0; again > 0; again--)
                    Valid(await bench.Ask(flow, query), query);
                var modules = Valid(reply, query);
                turns++;
                deepest = Math.Max(deepest, turn);
                if (ends || modules.Count == 0 || Over(modules, kinds))
                    break;
                results.AddRange(Results(modules, random));
                if (random.Next(40) == 0)
                    bench.Clock.Advance(TimeSpan.FromHours(random.Next(30)));
            }
        }

        // The generator did not just knock at the door.
        Assert.True(turns > 1500, $"{turns} turns");
        Assert.Equal(39, deepest);
        Assert.Equal(Types, kinds);
    }

    private static string Query(Random random, string call, List<(string Name, string Value)> results, bool ends)
    {
        List<(string Name, string Value)> fields =
        [
            ("PBXphone", random.Next(8) == 0 ? Answers[random.Next(Answers.Length)] : random.Next(3) == 0 ? "102" : "0542345678"), ("PBXnum", "0747900000"), ("PBXcallId", call), ("PBXcallType", "in"),
            ("PBXcallStatus", ends ? "HANGUP" : "CALL"), ("PBXextensionId", "100"), ("PBXextensionPath", "/100"),
        ];
        foreach (var (name, value) in results)
        {
            switch (random.Next(12))
            {
                case 0: // lost
                    break;
                case 1: // twice, as an array
                    fields.Add((name + "[]", Answers[random.Next(Answers.Length)]));
                    fields.Add((name + "[]", value));
                    break;
                case 2: // twice, as it is
                    fields.Add((name, Answers[random.Next(Answers.Length)]));
                    fields.Add((name, value));
                    break;
                case 3:
                    fields.Add(($"{name}[{random.Next(99)}]", value));
                    break;
                default:
                    fields.Add((name, value));
                    break;
            }
        }

        while (random.Next(4) == 0)
            fields.Add((Names[random.Next(Names.Length)], Answers[random.Next(Answers.Length)]));
        if (random.Next(10) == 0)
            fields = [.. fields.OrderBy(_ => random.Next())];
        var raw = random.Next(15) == 0;
        return "?" + string.Join('&', fields.Select(field => $"{(raw ? field.Name : Uri.EscapeDataString(field.Name))}={(raw ? field.Value : Uri.EscapeDataString(field.Value))}"));
    }

    private static IEnumerable<(string Name, string Value)> Results(List<JsonElement> modules, Random random) => modules
        .Where(module => module.TryGetProperty("name", out _))
        .Select(module => (module.GetProperty("name").GetString()!, module.TryGetProperty("enabledKeys", out var keys) && random.Next(3) > 0 ? keys.GetString()!.Split(',')[random.Next(keys.GetString()!.Split(',').Length)] : Answers[random.Next(Answers.Length)]));

    private static bool Over(List<JsonElement> modules, HashSet<string> kinds)
    {
        foreach (var module in modules)
            kinds.Add(module.GetProperty("type").GetString()!);
        return modules[^1].GetProperty("type").GetString() is "hangup" or "goTo";
    }

    private static void Disturb(FlowBench bench, Random random)
    {
        bench.Desk.OnPlace = random.Next(5) == 0 ? _ => throw new InvalidOperationException("a bug") : null;
        var failing = random.Next(20) == 0;
        bench.Storage.Hooks.Before = !failing ? null
            : _ => random.Next(3) == 0 ? throw new Click2Call.Storage.Rest.StorageException(Click2Call.Storage.Rest.StorageProblem.Unavailable, "503") : ValueTask.CompletedTask;
        if (random.Next(10) != 0)
            return;
        var id = CallId.New(bench.Clock);
        bench.Desk.Calls[id] = new Call
        {
            Id = id, Line = "main", Seq = 1, WakeAt = bench.Clock.GetUtcNow().AddMinutes(5),
            Order = new CallOrder
            {
                Account = bench.Account.Id, Front = "lead-form", Intent = CallIntent.Lead, First = new(LegRole.Agent, new ExtensionDestination("102")),
                Second = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+972542345678"))), Lead = new() { Name = "\"}]<html>" },
            },
        };
    }

    private static List<JsonElement> Valid(string json, string query)
    {
        // "There is no caller anymore": the answer to a hang-up, which may have come in any form.
        if (json == "{}")
        {
            Assert.Contains("HANGUP", query, StringComparison.OrdinalIgnoreCase);
            return [];
        }

        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.Clone();
        var modules = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : [root];
        Assert.NotEmpty(modules);
        Assert.All(modules, module =>
        {
            Assert.Equal(JsonValueKind.Object, module.ValueKind);
            var type = module.GetProperty("type").GetString()!;
            Assert.Contains(type, Types);
            if (type is not ("simpleMessage" or "hangup" or "goTo" or "playAllCampaigns"))
                Assert.Matches(@"\As[0-9]+_[a-z0-9-]+\z", module.GetProperty("name").GetString()!);
            if (type is "simpleMessage" or "audioPlayer")
                Assert.True(module.GetProperty("files").GetArrayLength() > 0);
            if (type == "simpleRouting")
                Assert.Matches(@"\A0[1-9][0-9]{7,8}\z", module.GetProperty("dialPhone").GetString()!);
        });
        Assert.DoesNotContain(modules.SkipLast(1), module => module.GetProperty("type").GetString() is "hangup" or "goTo");
        return modules;
    }
}
