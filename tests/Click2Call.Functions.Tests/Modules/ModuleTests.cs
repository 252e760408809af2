using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Accounts.Import;
using Click2Call.Calls;
using Click2Call.Dialects.Technoline.Modules;
using Click2Call.Flows;
using Click2Call.Functions.Tests.Calls;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Functions.Tests.Modules;

/// <summary>A phone system asks the whole app over HTTP, with its state on a real Azurite.</summary>
[Collection(DoorsCollection.Name)]
public sealed class ModuleTests(Doors doors)
{
    [Fact]
    public async Task A_phone_system_is_led_through_a_flow_and_the_lead_is_called()
    {
        var phone = doors.Phone();
        var address = await Open("callback", FlowScript.Read("""
            { "id": "callback", "name": "Callback", "steps": [
                { "id": "ask", "do": "menu", "play": [{ "text": "Press 1" }], "keys": { "1": "lead" }, "otherwise": "bye" },
                { "id": "lead", "do": "lead", "clickToCall": "website", "next": "thanks", "otherwise": "sorry" },
                { "id": "thanks", "do": "say", "play": [{ "text": "Thank you" }], "next": "bye" },
                { "id": "sorry", "do": "say", "play": [{ "text": "Sorry" }], "next": "bye" },
                { "id": "bye", "do": "hangUp" }] }
            """));
        var journey = await Player(address, phone).Play("1");
        Assert.Equal(["Press 1", "Thank you", ""], journey.Events.Select(one => one.Heard));
        var today = DateOnly.FromDateTime(doors.Clock.GetUtcNow().UtcDateTime);
        var calls = await doors.Service<ICallDesk>().List(new CallQuery(address.Account) { From = today.AddDays(-1), To = today, Top = 5 }, TestContext.Current.CancellationToken);
        Assert.Equal(("module", "website", "+972" + phone[1..]), (calls.Calls[0].Order.Front, calls.Calls[0].Order.ClickToCall, calls.Calls[0].Order.LegOf(LegRole.Target)!.Destination.Dialable));
        Assert.Single(calls.Calls);
    }

    [Fact]
    public async Task Recipe_1_an_IVR_menu_routes_by_the_caller()
    {
        var address = await Import("by-caller");
        Assert.Equal(
            """{"type":"simpleMenu","fileName":"main_menu","max_digits":1,"min_digits":1,"tries":3,"timeout":5}""",
            await Get(address.Path + "?caller=052-1112222&extension=100"));
        Assert.Equal("""{"type":"simpleRouting","dialPhone":"0501234567"}""", await Get(address.Path + "?caller=052-1112222&extension=100&dtmf=2"));
        Assert.Equal("""{"type":"goTo","extension":"101"}""", await Get(address.Path + "?caller=054-7654321&extension=100"));
    }

    [Fact]
    public async Task Whatever_is_asked_there_is_JSON_and_200()
    {
        foreach (var path in new[] { "/module/x", "/module/a.b.c", "/module/%3Chtml%3E", "/module/demo.by-caller.00?PBXcallId=1", $"/module/demo.by-caller.00?PBXcallId=1&s1_text={new string('x', 20_000)}" })
            Assert.Contains("hangup", await Get(path), StringComparison.Ordinal);
    }

    private FlowPlayer Player(FlowAddress address, string phone) => new(query => Get(address.Path + "?" + query), phone, $"call-{address.Account}");

    private async Task<string> Get(string path)
    {
        using var answer = await doors.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var json = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonDocument.Parse(json).Dispose();
        return json;
    }

    /// <summary>An account of its own with a flow of the shipped example.</summary>
    private async Task<FlowAddress> Import(string flow)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Click2Call.Testing.RepositoryRoot.Path, "accounts.example.json"), TestContext.Current.CancellationToken);
        return await Open(flow, AccountFile.Read(text, doors.Service<IEnumerable<IDialect>>()).Accounts[0].Account.FindFlow(flow)!.Script);
    }

    private async Task<FlowAddress> Open(string flow, FlowScript script)
    {
        FlowAddress? address = null;
        await doors.Open(null, account =>
        {
            address = FlowAddress.New(account.Id, flow);
            return account with { TimeZone = "Asia/Jerusalem", Flows = [new Flow { Id = flow, Script = script, TokenHash = KeyHash.Of(address.Secret) }] };
        });
        return address!;
    }
}
