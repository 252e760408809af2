using System.Net;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>What somebody without a key can do, and with a key that opens only a part. Each test is named after what went wrong.</summary>
public sealed class KazooStrangerTests
{
    private const string Connect = "v2/accounts/acme/clicktocall/web/connect?contact=4158867900";
    private const string DeskConnect = "v2/accounts/acme/clicktocall/desk/connect?contact=4158867900";

    /// <summary>A stranger made an agent's desk phone go off the hook by itself.</summary>
    [Fact]
    public async Task Automatic_answer_needs_a_key()
    {
        await using var host = await KazooHost.Start();
        var answer = await host.Send("GET", Connect + "&auto_answer=true", token: null);
        Assert.True(answer.DataObject["custom_channel_vars"]!["auto_answer_loopback"]!.GetValue<bool>());
        await host.Send("POST", "v2/accounts/acme/clicktocall/web/connect", """{"data":{"contact":"4158867900","auto_answer":true}}""");
        await host.Send("GET", DeskConnect + "&auto_answer=true");
        Assert.Equal([false, false, true], host.Desk.Orders.Select(order => order.First.AutoAnswer));
        Assert.DoesNotContain(host.Desk.Orders[0].Extra, extra => extra.Name == "auto_answer");
    }

    /// <summary>An extension was told apart from other digits, also by the number that it shows.</summary>
    [Fact]
    public async Task A_stranger_is_not_told_which_digits_are_an_extensions()
    {
        await using var host = await KazooHost.Start();
        host.Directory.Account = KazooHost.Account with { Extensions = [.. KazooHost.Account.Extensions, new() { Number = "1009", Display = "4155550109" }] };
        await host.Send("GET", Connect.Replace("4158867900", "4155550109", StringComparison.Ordinal), token: null);
        Assert.Equal("+14155550109", Assert.Single(host.Desk.Orders).Second!.Destination.Dialable);
    }

    [Fact]
    public async Task The_address_of_a_stranger_is_counted_and_that_of_a_key_is_not_asked()
    {
        var desk = new FakeDesk(new ManualClock());
        var directory = new FakeDirectory { Account = KazooHost.Account };
        await using var host = await FrontHost.Start(new KazooFront(desk, directory, new FakeBook(directory), new ManualClock(), sender: _ => IPAddress.Parse("203.0.113.7")));
        foreach (var path in new[] { Connect, $"{DeskConnect}&auth_token={FakeDirectory.Key}" })
            await host.Client.GetAsync(new Uri(host.Address, path), TestContext.Current.CancellationToken);
        Assert.Equal(["203.0.113.7", null], desk.Orders.Select(order => order.AskedFrom));
    }

    /// <summary>Whoever asked for a call read in the answer whom it rings.</summary>
    [Theory]
    [InlineData("1001")]
    [InlineData("inside")]
    [InlineData("sip:1001@inside.acme.example")]
    [InlineData("+14155550109")]
    public async Task A_stranger_was_told_the_agents_number(string extension)
    {
        await using var host = await KazooHost.Start();
        host.Directory.Account = KazooHost.Account with { Groups = [new HuntGroup { Id = "inside", Members = [new HuntMember("1001")] }] };
        await host.Send("PATCH", "v2/accounts/acme/clicktocall/web", $$$"""
            {"data":{"extension":"{{{extension}}}","realm":"inside.acme.example","caller_id_number":"+14155550188","custom_application_vars":{"deal":"inside"} } }
            """);
        var full = await host.Send("GET", Connect);
        var answer = await host.Send("GET", Connect, token: null);
        var id = host.Desk.Placed[^1].Id.ToHex();
        Assert.Equal(
            $$"""{"application_data":{"route":"+14158867900"},"application_name":"transfer","continue_on_fail":true,"custom_application_vars":{},"custom_channel_vars":{"account_id":"acme","authorizing_id":"web","authorizing_type":"clicktocall","auto_answer_loopback":true,"from_uri":"web@acme","inherit_codec":false,"loopback_request_uri":"+14158867900@acme","request_uri":"+14158867900@acme","retain_cid":true},"dial_endpoint_method":"single","endpoints":[{"invite_format":"loopback","route":"web","to_did":"web","to_realm":"acme"}],"ignore_early_media":true,"loopback_bowout":"false","outbound_call_id":"c2c-web-{{id}}","outbound_callee_id_name":"web","outbound_callee_id_number":"web","outbound_caller_id_name":"web","outbound_caller_id_number":"+14158867900","simplify_loopback":"false","start_control_process":"false","timeout":30}""",
            answer.Data);

        // The same members as for whoever has a key.
        Assert.Equal(Paths(full.DataObject).Where(path => !path.StartsWith("custom_application_vars.", StringComparison.Ordinal)), Paths(answer.DataObject));
        Assert.Contains("inside", full.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_is_told_neither_whom_a_call_rings_second_nor_why_that_phone_is_none()
    {
        await using var host = await KazooHost.Start();
        await host.Send("PATCH", "v2/accounts/acme/clicktocall/web", """{"data":{"dial_first":"contact","outbound_callee_id_name":"Acme","outbound_callee_id_number":"+14155550100"}}""");
        var answer = await host.Send("GET", Connect, token: null);
        Assert.Equal("web", answer.DataObject["application_data"]!["route"]!.GetValue<string>());
        Assert.Equal("web@acme", answer.DataObject["custom_channel_vars"]!["request_uri"]!.GetValue<string>());
        Assert.Equal("+14158867900", answer.DataObject["endpoints"]![0]!["route"]!.GetValue<string>());

        // What every contact's phone shows is no secret.
        Assert.Equal("+14155550100", answer.DataObject["outbound_callee_id_number"]!.GetValue<string>());

        host.Desk.OnPlace = _ => FakeDesk.Refuse(CallOutcome.NotAllowed, RefusalReason.UnknownExtension, leg: LegPosition.Second);
        Assert.DoesNotContain("1001", (await host.Send("GET", Connect, token: null)).Text, StringComparison.Ordinal);
        Assert.Contains("1001", (await host.Send("GET", Connect)).Text, StringComparison.Ordinal);

        host.Directory.Account = KazooHost.Account with { ClickToCalls = [new() { Id = "web", Name = "Web", Extension = "some phone", AuthRequired = false }] };
        Assert.DoesNotContain("some phone", (await host.Send("GET", Connect, token: null)).Text, StringComparison.Ordinal);
    }

    /// <summary>A double click of one visitor was answered with the variables of another's call to the same number.</summary>
    [Fact]
    public async Task A_stranger_is_told_nobodys_variables()
    {
        await using var host = await KazooHost.Start();
        Assert.DoesNotContain("gclid", (await host.Send("GET", Connect + "&gclid=1", token: null)).Text, StringComparison.Ordinal);
        Assert.Contains("gclid", (await host.Send("GET", Connect + "&gclid=1")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("gclid", (await host.Send("GET", Connect + "&gclid=1", "nobody's")).Text, StringComparison.Ordinal);
    }

    /// <summary>A page that is not allowed got around that with an image: a browser sends no Origin with it.</summary>
    [Theory]
    [InlineData(null, null, 202)]
    [InlineData(null, "none", 202)]
    [InlineData(null, "same-origin", 202)]
    [InlineData(null, "cross-site", 403)]
    [InlineData(null, "same-site", 403)]
    [InlineData(null, "Cross-Site", 403)]
    [InlineData("https://www.example.com", "cross-site", 202)]
    [InlineData("https://evil.example", "cross-site", 403)]
    [InlineData("https://evil.example", null, 403)]
    [InlineData("null", "cross-site", 403)]
    public async Task Any_page_could_call_with_an_image(string? origin, string? site, int status)
    {
        await using var host = await KazooHost.Start();
        (string, string)[] headers = [.. new[] { ("Origin", origin!), ("Sec-Fetch-Site", site!) }.Where(header => header.Item2 is not null)];
        Assert.Equal(202, (await host.Send("GET", Connect, token: null, headers: headers)).Status);

        host.Directory.Account = KazooHost.Account with { ClickToCalls = [KazooHost.Account.ClickToCalls[0] with { AllowedOrigins = ["https://www.example.com"] }] };
        Assert.Equal(status, (await host.Send("GET", Connect, token: null, headers: headers)).Status);
        Assert.Equal(status == 202 ? 2 : 1, host.Desk.Orders.Count);
    }

    /// <summary>Whoever is on the block list or the do-not-call list was told from one another.</summary>
    [Theory]
    [InlineData("This number does not want to be called.")]
    [InlineData("This number is on the do-not-call list.")]
    public async Task A_stranger_is_not_told_who_does_not_want_to_be_called(string detail)
    {
        await using var host = await KazooHost.Start();
        host.Desk.OnPlace = _ => FakeDesk.Refuse(CallOutcome.NotAllowed, RefusalReason.Blocked, detail, LegPosition.Second);
        var answer = await host.Send("GET", Connect, token: null);
        Assert.Contains(RefusalWords.CannotBeCalled, answer.Data, StringComparison.Ordinal);
        Assert.Contains(detail, (await host.Send("GET", DeskConnect)).Data, StringComparison.Ordinal);
    }

    /// <summary>A key that may place calls could leave a door without a key behind, which stays when the key is revoked.</summary>
    [Theory]
    [InlineData("calls", 403)]
    [InlineData("kazoo", 403)]
    [InlineData("manage", 200)]
    [InlineData("", 200)]
    public async Task Documents_are_changed_with_the_scope_manage(string scope, int changing)
    {
        await using var host = await KazooHost.Start();
        host.Directory.Scopes = scope.Length == 0 ? [] : [scope];
        Assert.Equal(changing == 200 ? 201 : 403, (await host.Send("PUT", "v2/accounts/acme/clicktocall", """{"data":{"name":"T","extension":"1001","auth_required":false}}""")).Status);
        Assert.Equal(changing, (await host.Send("PATCH", "v2/accounts/acme/clicktocall/desk", """{"data":{"timeout":20}}""")).Status);
        Assert.Equal(changing, (await host.Send("POST", "v2/accounts/acme/clicktocall/desk", """{"data":{"name":"Desk","extension":"1001"}}""")).Status);
        Assert.Equal(200, (await host.Send("GET", "v2/accounts/acme/clicktocall/desk")).Status);
        Assert.Equal(scope == "manage" ? 403 : 202, (await host.Send("GET", DeskConnect)).Status);
        Assert.Equal(201, (await host.Send("PUT", "v2/api_auth", $$"""{"data":{"api_key":"{{FakeDirectory.Key}}" } }""", token: null)).Status);
        Assert.Equal(changing, (await host.Send("DELETE", "v2/accounts/acme/clicktocall/desk")).Status);
        Assert.Equal(changing == 403, host.Directory.Account.FindClickToCall("desk") is not null);
    }

    [Fact]
    public async Task A_key_of_another_scope_reads_no_documents()
    {
        await using var host = await KazooHost.Start();
        host.Directory.Scopes = ["events"];
        Assert.Equal(403, (await host.Send("GET", "v2/accounts/acme/clicktocall")).Status);

        // At an open door it is no key.
        Assert.DoesNotContain("1001", (await host.Send("GET", Connect)).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value, $"{path}.{member.Key}".TrimStart('.'))),
        JsonArray items => items.SelectMany((item, i) => Paths(item, $"{path}[{i}]")),
        _ => [path],
    };
}
