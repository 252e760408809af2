namespace Click2Call.Dialects.Tests.Technoline.Modules;

public sealed class FlowRunnerTests
{
    private const string Menu = """
        { "id": "f", "name": "F", "variables": { "company": "Fernhill" }, "steps": [
            { "id": "hello", "do": "say", "play": [{ "text": "Welcome to {company}" }], "next": "main" },
            { "id": "main", "do": "menu", "play": [{ "text": "1 or 2" }], "keys": { "1": "amount", "2": "main" }, "otherwise": "main" },
            { "id": "amount", "do": "digits", "min": 1, "max": 4, "play": [{ "text": "How much?" }], "next": "pay" },
            { "id": "pay", "do": "charge", "sum": "{amount}", "payments": 3, "cases": [{ "in": ["OK"], "next": "thanks" }], "next": "sorry" },
            { "id": "thanks", "do": "say", "play": [{ "text": "Thank you for" }, { "number": "{amount}" }], "next": "bye" },
            { "id": "sorry", "do": "dial", "number": "{caller}", "next": "bye" },
            { "id": "bye", "do": "hangUp" }
        ] }
        """;

    private readonly FlowBench bench = new(Menu);

    /// <summary>What a recipe sends with its first request, empty or of the call before, got the last answer of the caller's last call: a jump, and no menu.</summary>
    [Theory]
    [InlineData("&dtmf=")]
    [InlineData("&dtmf=1")]
    [InlineData("&status=ANSWER")]
    public async Task In_the_recipes_wording_a_caller_who_came_back_heard_the_end_of_the_last_call(string old)
    {
        var own = new FlowBench("""
            { "id": "f", "name": "F", "steps": [
                { "id": "main", "do": "menu", "play": [{ "text": "Press" }], "keys": { "1": "away" }, "otherwise": "away" }, { "id": "away", "do": "jump", "to": "200" }] }
            """);
        const string Caller = "caller=0521112222&extension=100";
        Assert.Contains("simpleMenu", await own.Ask("f", Caller), StringComparison.Ordinal);
        Assert.Contains("goTo", await own.Ask("f", Caller + "&dtmf=1"), StringComparison.Ordinal);
        // The phone system asks again at once: it did not get the answer.
        Assert.Contains("goTo", await own.Ask("f", Caller + "&dtmf=1"), StringComparison.Ordinal);
        own.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("simpleMenu", await own.Ask("f", Caller + old), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_recipes_wording_a_call_that_was_hung_up_begins_anew()
    {
        var own = new FlowBench("""
            { "id": "f", "name": "F", "steps": [
                { "id": "main", "do": "menu", "play": [{ "text": "Press" }], "keys": { "1": "more" }, "otherwise": "away" },
                { "id": "more", "do": "digits", "play": [{ "text": "Digits" }], "next": "away" }, { "id": "away", "do": "jump", "to": "200" }] }
            """);
        const string Caller = "caller=0521112222&extension=100";
        await own.Ask("f", Caller);
        Assert.Contains("getDTMF", await own.Ask("f", Caller + "&dtmf=1"), StringComparison.Ordinal);
        await own.Ask("f", Caller + "&PBXcallStatus=HANGUP");
        own.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("simpleMenu", await own.Ask("f", Caller + "&dtmf="), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worked_example_of_the_reference_runs_on_a_new_instance_each_turn()
    {
        var journey = await bench.Player("f").Play("1", "250", "OK");
        Assert.Equal(
            ["simpleMessage Welcome to Fernhill ", "simpleMenu 1 or 2 1", "getDTMF How much? 250", "creditCard 250 OK", "simpleMessage Thank you for 250 ", "hangup  "],
            journey.Events.Select(one => $"{one.Type} {one.Heard} {one.Answer}"));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_very_same_answer()
    {
        var queries = new List<string>();
        await bench.Player("f", asked: queries.Add).Play("1", "250", "OK");
        Assert.Equal(5, queries.Count); // The last is the HANGUP.

        var again = new FlowBench(Menu);
        foreach (var query in queries.Take(4))
        {
            var first = await again.Ask("f", query);
            Assert.Equal(first, await again.Ask("f", query));
            Assert.Equal(first, await again.Ask("f", query));
        }
    }

    [Fact]
    public async Task A_request_that_comes_late_does_not_turn_the_call_back()
    {
        var queries = new List<string>();
        await bench.Player("f", asked: queries.Add).Play("1", "250");
        var now = await new FlowBench(Menu).Ask("f", queries[0]);
        Assert.Contains("\"s1_main\"", now, StringComparison.Ordinal);
        // The digits' request again, after the charge was begun.
        var late = await bench.Ask("f", queries[1]);
        Assert.Contains("creditCard", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_repeated_names_the_last_counts_and_other_names_do_no_harm()
    {
        await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL");
        var reply = await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL&s1_main[]=2&s1_main[]=1&s9_main=2&PBXcallStatus=CALL&s1_main%5B%5D=1");
        Assert.Contains("s2_amount", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HANGUP_ends_the_call_and_is_answered_with_no_module()
    {
        await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL");
        Assert.Equal("{}", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=HANGUP"));
        Assert.Equal("{}", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=HANGUP"));
        Assert.Equal("{}", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=never&PBXcallStatus=hangup"));
    }

    [Fact]
    public async Task A_caller_who_left_the_flow_and_comes_back_in_the_same_call_begins_again()
    {
        await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL");
        await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL&s1_main=1");
        var back = await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL");
        Assert.Contains("Welcome", back, StringComparison.Ordinal);
        Assert.Contains("\"s3_main\"", back, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_in_progress_keeps_the_version_with_which_it_began()
    {
        await bench.Ask("f", "PBXphone=0542345678&PBXcallId=old&PBXcallStatus=CALL");
        bench.Change(Menu.Replace("How much?", "How many?", StringComparison.Ordinal));
        Assert.Contains("How much?", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=old&PBXcallStatus=CALL&s1_main=1"), StringComparison.Ordinal);
        await bench.Ask("f", "PBXphone=0542345678&PBXcallId=new&PBXcallStatus=CALL");
        Assert.Contains("How many?", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=new&PBXcallStatus=CALL&s1_main=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_whose_version_is_gone_begins_again_with_the_one_that_is()
    {
        await bench.Ask("f", "PBXphone=0542345678&PBXcallId=old&PBXcallStatus=CALL");
        for (var change = 0; change < 5; change++)
            bench.Change(Menu.Replace("1 or 2", $"{change} or 2", StringComparison.Ordinal));
        Assert.Contains("4 or 2", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=old&PBXcallStatus=CALL&s1_main=1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("1e9")]
    public async Task A_sum_that_is_none_is_not_charged(string amount)
    {
        var journey = await bench.Player("f", "0542345678").Play("1", amount, "BUSY");
        Assert.DoesNotContain(journey.Events, one => one.Type == "creditCard");
        Assert.Equal(("simpleRouting", "0542345678"), (journey.Events[3].Type, journey.Events[3].Heard));
    }

    [Theory]
    [InlineData("1900123456")] // premium
    [InlineData("0542223333")] // on the block list
    [InlineData("+14155552671")] // abroad
    [InlineData("anonymous")]
    [InlineData("")]
    public async Task A_number_that_may_not_be_dialled_is_not(string caller)
    {
        var journey = await bench.Player("f", caller).Play("1", "x");
        Assert.DoesNotContain(journey.Events, one => one.Type == "simpleRouting");
        Assert.Equal("hung up by the flow", journey.End);
    }

    /// <summary>Whoever phoned the IVR had any number in the world called back: only <c>dial</c> looked at it.</summary>
    [Theory]
    [InlineData("1900123456")] // premium
    [InlineData("0542223333")] // on the block list
    [InlineData("+14155552671")] // abroad
    [InlineData("+881612345678")] // by satellite
    public async Task A_number_that_may_not_be_dialled_is_not_called_back_either(string number)
    {
        const string CallBack = """
            { "id": "f", "name": "F", "steps": [
                { "id": "ask", "do": "digits", "min": 1, "max": 20, "play": [{ "text": "Which number?" }], "next": "back" },
                { "id": "back", "do": "lead", "clickToCall": "website", "number": "{ask}", "next": "bye", "otherwise": "sorry" },
                { "id": "sorry", "do": "say", "play": [{ "text": "Sorry" }], "next": "bye" },
                { "id": "bye", "do": "hangUp" }
            ] }
            """;
        var flows = new FlowBench(CallBack);
        Assert.Contains((await flows.Player("f").Play(number)).Events, one => one.Heard == "Sorry");
        Assert.Empty(flows.Desk.Orders);
        await flows.Player("f").Play("0547654321");
        Assert.Equal("+972547654321", Assert.Single(flows.Desk.Orders).Second!.Destination.Dialable);
    }

    [Fact]
    public async Task A_card_is_not_charged_for_ever_when_its_result_does_not_come_back()
    {
        const string Call = "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL";
        await bench.Ask("f", Call);
        await bench.Ask("f", Call + "&s1_main=1");
        for (var time = 0; time < 3; time++)
            Assert.Contains("creditCard", await bench.Ask("f", Call + "&s1_main=1&s2_amount=5"), StringComparison.Ordinal);
        Assert.Contains("hangup", await bench.Ask("f", Call + "&s1_main=1&s2_amount=5"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_goes_round_for_ever_is_shown_out()
    {
        var journey = await bench.Player("f").Play(Enumerable.Repeat("2", 1200));
        Assert.Equal("endless", journey.End); // The phone system's patience ends before ours.
        var call = bench.Player("f", callId: "long");
        var last = "";
        for (var turn = 1; turn <= 1100; turn++)
            last = await bench.Ask("f", $"PBXphone=0542345678&PBXcallId=long&PBXcallStatus=CALL&s{turn - 1}_main=2");
        Assert.Contains("hangup", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_instances_that_answer_the_same_request_say_the_same()
    {
        const string Call = "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL";
        await bench.Ask("f", Call);
        string? other = null;
        bench.Storage.Hooks.Before = async step =>
        {
            if (step.Operation != "Table.Replace" || other is not null)
                return;
            other = "";
            other = await bench.Ask("f", Call + "&s1_main=1");
        };
        var one = await bench.Ask("f", Call + "&s1_main=1");
        Assert.Contains("s2_amount", one, StringComparison.Ordinal);
        Assert.Equal(one, other);
    }

    [Fact]
    public async Task A_write_whose_reply_was_lost_is_our_own()
    {
        var failed = false;
        bench.Storage.Hooks.After = step =>
        {
            if (step.Operation != "Table.Insert" || failed)
                return default;
            failed = true;
            throw new Click2Call.Storage.Rest.StorageException(Click2Call.Storage.Rest.StorageProblem.AlreadyExists, "Table, insert: 409.");
        };
        Assert.Contains("Welcome", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL"), StringComparison.Ordinal);
        Assert.True(failed);
    }

    [Fact]
    public async Task A_call_over_midnight_is_found()
    {
        bench.Clock.Advance(TimeSpan.FromHours(14)); // 23:30
        await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL");
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("How much?", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL&s1_main=1"), StringComparison.Ordinal);
        Assert.Contains("creditCard", await bench.Ask("f", "PBXphone=0542345678&PBXcallId=x&PBXcallStatus=CALL&s1_main=1&s2_amount=7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recipe_of_the_overview_is_answered_in_its_own_words()
    {
        var example = new FlowBench();
        Assert.Equal(
            """{"type":"simpleMenu","fileName":"main_menu","max_digits":1,"min_digits":1,"tries":3,"timeout":5}""",
            await example.Ask("by-caller", "caller=052-1112222&extension=100"));
        example.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("""{"type":"simpleRouting","dialPhone":"0501234567"}""", await example.Ask("by-caller", "caller=052-1112222&extension=100&dtmf=2"));
        // The phone system asks again at once.
        Assert.Equal("""{"type":"simpleRouting","dialPhone":"0501234567"}""", await example.Ask("by-caller", "caller=052-1112222&extension=100&dtmf=2"));
        // The same caller the next day.
        example.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Contains("main_menu", await example.Ask("by-caller", "caller=052-1112222&extension=100"), StringComparison.Ordinal);
    }

    /// <summary>Whichever of the fields came first in our list was taken for the answer of whatever step waited.</summary>
    [Fact]
    public async Task A_recipes_result_is_that_of_the_step_that_waits_for_one()
    {
        var recipe = new FlowBench("""
            { "id": "f", "name": "F", "steps": [
                { "id": "menu", "do": "menu", "play": [{ "text": "Press 2" }], "keys": { "2": "message" }, "otherwise": "bye", "into": "key" },
                { "id": "message", "do": "record", "max": 30, "into": "file", "next": "name" },
                { "id": "name", "do": "speech", "max": 5, "into": "words", "next": "call" },
                { "id": "call", "do": "dial", "number": "0501234567", "into": "end", "cases": [{ "in": ["BUSY"], "next": "tell" }], "next": "bye" },
                { "id": "tell", "do": "say", "play": [{ "text": "{key} {file} {words} {end}" }], "next": "bye" },
                { "id": "bye", "do": "hangUp" }] }
            """);
        const string Caller = "caller=0521112222&extension=100";
        await recipe.Ask("f", Caller);
        Assert.Contains("record", await recipe.Ask("f", Caller + "&dtmf=2"), StringComparison.Ordinal);
        Assert.Contains("stt", await recipe.Ask("f", Caller + "&dtmf=2&recording=a.wav"), StringComparison.Ordinal);
        Assert.Contains("simpleRouting", await recipe.Ask("f", Caller + "&dtmf=2&recording=a.wav&text=Noa"), StringComparison.Ordinal);
        Assert.Contains("2 a.wav Noa BUSY", await recipe.Ask("f", Caller + "&dtmf=2&recording=a.wav&text=Noa&status=BUSY"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipes_result_of_another_step_is_no_answer_to_this_one()
    {
        var recipe = new FlowBench("""
            { "id": "f", "name": "F", "steps": [
                { "id": "message", "do": "record", "max": 30, "next": "menu" },
                { "id": "menu", "do": "menu", "play": [{ "text": "Press 2" }], "keys": { "2": "bye" }, "otherwise": "none" },
                { "id": "none", "do": "say", "play": [{ "text": "Nothing" }], "next": "bye" },
                { "id": "bye", "do": "hangUp" }] }
            """);
        const string Caller = "caller=0521112222&extension=100";
        await recipe.Ask("f", Caller);
        Assert.Contains("Press 2", await recipe.Ask("f", Caller + "&recording=2"), StringComparison.Ordinal);
        Assert.Contains("Nothing", await recipe.Ask("f", Caller + "&recording=2&timestamp=3"), StringComparison.Ordinal);
    }
}
