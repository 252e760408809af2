using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Flows;
using Click2Call.Lines;
using Click2Call.Tests.Accounts;

namespace Click2Call.Tests.Flows;

public sealed class FlowImportTests
{
    private static readonly TestDialect Simulator = new("simulator", LineCapabilities.None);

    [Theory]
    [InlineData("""{ "id": "a", "do": "say", "play": [{ "text": "x" }], "next": "b" }""", 7, "steps[0].next", "there is no step 'b'")]
    [InlineData("""{ "id": "a", "do": "hangUp" }, { "id": "b", "do": "hangUp" }""", 7, "steps[1]", "no step leads to 'b'")]
    [InlineData("""{ "id": "a", "do": "say", "play": [{ "text": "x" }], "next": "b" }, { "id": "b", "do": "say", "play": [{ "text": "x" }], "next": "a" }""", 7, "steps[0]", "a → b → a go round")]
    [InlineData("""{ "id": "a", "do": "menu", "play": [{ "text": "x" }], "keys": { "1": "a" } }""", 7, "steps[0].otherwise", "missing")]
    [InlineData("""{ "id": "a", "do": "menu", "play": [{ "text": "x" }], "keys": { "1": "a", "12": "a" }, "otherwise": "a" }""", 7, "steps[0].keys.12", "a key is one of")]
    [InlineData("""{ "id": "a", "do": "dance" }""", 7, "steps[0].do", "a step does one of say")]
    [InlineData("""{ "id": "a", "do": "hangUp", "next": "a" }""", 7, "steps[0].next", "there is no such property")]
    [InlineData("""{ "id": "a", "do": "say", "play": [{ "text": "Hello {nobody}" }], "next": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].play[0]", "nothing sets the variable 'nobody'")]
    [InlineData("""{ "id": "a", "do": "say", "play": [{ "text": "x", "file": "y" }], "next": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].play[0]", "a sound is one of")]
    [InlineData("""{ "id": "a", "do": "branch", "on": "caller", "cases": [{ "next": "b" }], "otherwise": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].cases[0]", "asks nothing")]
    [InlineData("""{ "id": "a", "do": "lead", "clickToCall": "website", "next": "b", "otherwise": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].clickToCall", "click-to-calls")]
    [InlineData("""{ "id": "a", "do": "say", "play": [{ "text": "x" }], "next": "b" }, { "id": "b", "do": "charge", "next": "c" }, { "id": "c", "do": "hangUp" }""", 7, "steps[0].next", "cannot lead to the charge 'b'")]
    [InlineData("""{ "id": "n", "do": "digits", "max": 10, "next": "a" }, { "id": "a", "do": "say", "play": [{ "text": "x" }], "next": "d" }, { "id": "d", "do": "dial", "number": "{n}", "next": "b" }, { "id": "b", "do": "charge", "next": "c" }, { "id": "c", "do": "hangUp" }""", 7, "steps[1].next", "cannot lead to the charge 'b'")]
    [InlineData("""{ "id": "a", "do": "say", "play": [{ "text": "x" }], "next": "d" }, { "id": "d", "do": "dial", "number": "{caller}", "cases": [{ "in": ["BUSY", "invalid"], "next": "b" }], "next": "c" }, { "id": "b", "do": "charge", "next": "c" }, { "id": "c", "do": "hangUp" }""", 7, "steps[0].next", "cannot lead to the charge 'b'")]
    [InlineData("""{ "id": "a", "do": "say", "play": [{ "text": "x" }], "next": "d" }, { "id": "d", "do": "dialIp", "number": "{caller}", "address": "sip.example.com", "cases": [{ "in": ["INVALID"], "from": "08:00", "next": "c" }], "next": "b" }, { "id": "b", "do": "charge", "next": "c" }, { "id": "c", "do": "hangUp" }""", 7, "steps[0].next", "cannot lead to the charge 'b'")]
    [InlineData("""{ "id": "a", "do": "digits", "min": 5, "max": 4, "next": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].min", "the least is more than the most")]
    [InlineData("""{ "id": "a", "do": "speech", "max": 11, "next": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].max", "from 1 to 10")]
    [InlineData("""{ "id": "a", "do": "speech", "language": "he IL", "next": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].language", "such as \"he-IL\"")]
    [InlineData("""{ "id": "a", "do": "record", "language": "he-IL", "next": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].language", "there is no such property")]
    [InlineData("""{ "id": "a", "do": "branch", "on": "time", "cases": [{ "from": "9:00", "next": "b" }], "otherwise": "b" }, { "id": "b", "do": "hangUp" }""", 7, "steps[0].cases[0].from", "08:30")]
    public void A_mistake_is_told_with_its_line_and_field(string steps, int line, string field, string sentence)
    {
        var mistakes = Read(steps).Mistakes;
        Assert.Contains(mistakes, mistake => mistake.Line == line && mistake.Path == "accounts[0].flows[0]." + field && mistake.Sentence.Contains(sentence, StringComparison.Ordinal));
        Assert.EndsWith($" (line {line})", mistakes[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_on_a_line_of_its_own_is_named_by_that_line()
    {
        var mistakes = Read("""
            { "id": "a", "do": "say", "play": [{ "text": "x" }], "next": "b" },
            // a comment
            {
              "id": "b",
              "do": "jump",
              "to": "the moon"
            }
            """).Mistakes;
        var mistake = Assert.Single(mistakes);
        Assert.Equal(12, mistake.Line);
    }

    [Fact]
    public void A_round_in_which_the_caller_is_asked_something_is_no_mistake() => Assert.Empty(Read(
        """{ "id": "a", "do": "menu", "play": [{ "text": "x" }], "keys": { "1": "b" }, "otherwise": "a" }, { "id": "b", "do": "say", "play": [{ "text": "x" }], "next": "a" }""").Mistakes);

    /// <summary>What follows a call that was put through is another reply than the message before it.</summary>
    [Theory]
    [InlineData("""[{ "in": ["ANSWER"], "next": "b" }]""", "c")]
    [InlineData("""[{ "in": ["INVALID"], "next": "c" }]""", "b")]
    [InlineData("""[{ "startsWith": ["IN"], "next": "c" }]""", "b")]
    public void A_charge_behind_a_dial_that_was_put_through_is_no_mistake(string cases, string next) => Assert.Empty(Read(
        $$"""{ "id": "a", "do": "say", "play": [{ "text": "x" }], "next": "d" }, { "id": "d", "do": "dial", "number": "{caller}", "cases": {{cases}}, "next": "{{next}}" }, { "id": "b", "do": "charge", "next": "c" }, { "id": "c", "do": "hangUp" }""").Mistakes);

    [Fact]
    public void A_flow_reads_back_from_its_document_as_it_was()
    {
        var flow = Assert.Single(Example().Flows, flow => flow.Id == "after-hours");
        var again = FlowScript.Read(flow.Script.Document);
        Assert.Equal(flow.Script.Steps.Select(step => (step.Id, step.Kind, step.Next, step.Otherwise)), again.Steps.Select(step => (step.Id, step.Kind, step.Next, step.Otherwise)));
        Assert.Equal(flow.Script.Document, again.Document);
        Assert.Empty(FlowScript.Read("""{ "steps": "what a later version might write" }""").Steps);
        Assert.Empty(FlowScript.Read("no JSON").Steps);
    }

    [Fact]
    public void A_changed_flow_is_the_next_version_and_keeps_its_address_and_three_earlier_ones()
    {
        var flow = new Flow { Id = "f", Script = Script(0), TokenHash = "hash" };
        for (var change = 1; change <= 5; change++)
            flow = new Flow { Id = "f", Script = Script(change) }.After(flow);
        Assert.Equal((6, "hash"), (flow.Version, flow.TokenHash));
        Assert.Equal([5, 4, 3], flow.Earlier.Select(earlier => earlier.Version));
        Assert.Null(flow.ScriptOf(2));
        Assert.Equal("4", flow.ScriptOf(5)!.Document);

        var same = new Flow { Id = "f", Script = Script(5) }.After(flow);
        Assert.Equal(6, same.Version);
    }

    [Theory]
    [InlineData("2026-03-02T08:59", false)] // Monday
    [InlineData("2026-03-02T09:00", true)]
    [InlineData("2026-03-02T17:59", true)]
    [InlineData("2026-03-02T18:00", false)]
    [InlineData("2026-03-07T12:00", false)] // Saturday
    public void Hours_open_and_close(string at, bool open) => Assert.Equal(open, new FlowCase
    {
        Next = "x",
        Days = [DayOfWeek.Sunday, DayOfWeek.Monday],
        From = new(9, 0),
        To = new(18, 0),
    }.Takes("", DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture), "IL"));

    [Theory]
    [InlineData("2026-03-02T23:30", true)]
    [InlineData("2026-03-03T01:59", true)] // Tuesday, but it began on Monday.
    [InlineData("2026-03-03T02:00", false)]
    [InlineData("2026-03-03T22:00", false)]
    public void A_night_belongs_to_the_day_on_which_it_began(string at, bool open) => Assert.Equal(open, new FlowCase
    {
        Next = "x",
        Days = [DayOfWeek.Monday],
        From = new(22, 0),
        To = new(2, 0),
    }.Takes("", DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture), "IL"));

    [Theory]
    [InlineData("+972547654321", true)]
    [InlineData("0547654321", true)]
    [InlineData("054-765-4321", true)]
    [InlineData("0542345678", false)]
    [InlineData("", false)]
    [InlineData("anonymous", false)]
    public void A_caller_is_the_same_in_whatever_form_the_number_comes(string caller, bool same) =>
        Assert.Equal(same, new FlowCase { Next = "x", In = ["054-765-4321"] }.Takes(caller, default, "IL"));

    [Fact]
    public void A_value_is_never_read_as_text_with_variables() =>
        Assert.Equal("I am {caller} .", FlowText.Fill("I am {x}.", new Dictionary<string, string> { ["x"] = "{caller}\n", ["caller"] = "secret" }));

    private static Account Example() => AccountFile.Read(Repository.Text("accounts.example.json"), [Simulator]).Accounts[0].Account;

    private static FlowScript Script(int number) => new() { Name = "n", Document = number.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static AccountFile Read(string steps) => AccountFile.Read(
        $$"""
        {
          "accounts": [{
            "id": "acme", "name": "Acme", "region": "IL",
            "lines": [{ "id": "main", "dialect": "simulator" }],
            "flows": [{
              "id": "f", "name": "F", "steps": [
        {{steps}}
              ]
            }]
          }]
        }
        """,
        [Simulator]);
}
