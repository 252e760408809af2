using System.Text.Json.Nodes;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.WriteBack;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Crm.Tests.WriteBack;

/// <summary>HubSpot ("CRM API, Calls").</summary>
public sealed class HubSpotWriteBackTests : WriteBackContract
{
    private protected override StubCrm Crm { get; } = new StubHubSpot();

    private protected override CrmRecord Record => new("hubspot", "contacts", "512");

    private protected override CrmClient Client(CrmHttp http, ISecrets secrets) => new HubSpotCalls(http, secrets);

    private protected override bool IsWriting(string asked) => asked == "POST crm/v3/objects/calls";

    private protected override void Check(JsonObject activity, string call, string record, bool recorded)
    {
        var properties = activity["properties"]!;
        Assert.Equal(call, (string?)properties["hs_call_external_id"]);
        Assert.Equal(("COMPLETED", "OUTBOUND", "+972547654321"), ((string?)properties["hs_call_status"], (string?)properties["hs_call_direction"], (string?)properties["hs_call_to_number"]));
        Assert.Equal(recorded ? "61000" : "60000", (string?)properties["hs_call_duration"]);
        Assert.Equal("f240bbac-87c9-4f6e-bf70-924b57d47db7", (string?)properties["hs_call_disposition"]);
        Assert.Equal("2026-11-20T10:00:00.000Z", (string?)properties["hs_timestamp"]);
        Assert.Equal(recorded ? "https://rec.example.com/1.mp3" : null, (string?)properties["hs_call_recording_url"]);
        var association = activity["associations"]![0]!;
        Assert.Equal((record, 194), ((string?)association["to"]!["id"], (int?)association["types"]![0]!["associationTypeId"]));
    }

    /// <summary>What a visitor wrote into a form became markup in the CRM.</summary>
    [Fact]
    public async Task What_a_visitor_wrote_is_no_markup() => IsText((string?)(await WrittenBy(Visitor))["properties"]!["hs_call_body"]);

    /// <summary>The next attempt came before HubSpot's search knew what the one before had written, and made a second engagement.</summary>
    [Theory]
    [InlineData(502, "")]
    [InlineData(503, "{}")]
    [InlineData(201, "{}")]
    public async Task After_a_writing_that_may_have_been_done_the_search_is_given_a_minute(int status, string body)
    {
        Crm.Instead = asked => IsWriting(asked) ? (status, body, true) : null;
        var failed = Assert.IsType<SendResult.Failed>(await Write(EndedOn(Record)));
        Assert.Single(Crm.Activities);
        Assert.True(failed.Unclear);
        Assert.True(RetryTimes.After(1, TimeSpan.Zero, failed, 0) >= TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_search_that_fails_and_a_writing_that_is_refused_are_tried_again_as_soon_as_ever()
    {
        foreach (var (status, writing) in new[] { (502, false), (400, true) })
        {
            Crm.Instead = asked => IsWriting(asked) == writing ? (status, "{}", false) : null;
            var failed = Assert.IsType<SendResult.Failed>(await Write(EndedOn(Record)));
            Assert.Equal((status, null, false), (failed.Status, failed.RetryAfter, failed.Unclear));
        }
    }
}

/// <summary>Salesforce (Object Reference, Task).</summary>
public class SalesforceWriteBackTests : WriteBackContract
{
    private protected override StubCrm Crm { get; } = new StubSalesforce();

    private protected override CrmRecord Record => new("salesforce", "Lead", "00Q000000000512AAA");

    private protected override CrmClient Client(CrmHttp http, ISecrets secrets) => new SalesforceTasks(http, secrets);

    private protected override bool IsWriting(string asked) => asked == "POST services/data/v62.0/sobjects/Task";

    private protected override void Check(JsonObject activity, string call, string record, bool recorded)
    {
        Assert.Equal((call, record, "Call", "Completed"), ((string?)activity["CallObject"], (string?)activity["WhoId"], (string?)activity["TaskSubtype"], (string?)activity["Status"]));
        Assert.Equal((recorded ? 61 : 60, "answered", "2026-11-20"), ((int?)activity["CallDurationInSeconds"], (string?)activity["CallDisposition"], (string?)activity["ActivityDate"]));
        Assert.Equal(recorded, ((string?)activity["Description"])!.Contains("https://rec.example.com/1.mp3", StringComparison.Ordinal));
    }
}

/// <summary>Salesforce, with a token that is fetched (OAuth 2.0 Client Credentials Flow).</summary>
public sealed class SalesforceClientWriteBackTests : SalesforceWriteBackTests
{
    private protected override WriteBackSettings Settings => base.Settings with
    {
        Secrets = new Dictionary<string, string> { ["clientSecret"] = "crm-token" },
        Options = new Dictionary<string, string> { ["clientId"] = "client" },
    };

    [Fact]
    public async Task An_opportunity_is_what_a_task_is_about_and_not_whom()
    {
        var call = await WrittenOn(new CrmRecord("salesforce", "Opportunity", "006000000000512AAA"));
        Assert.Equal(("006000000000512AAA", null), ((string?)call["WhatId"], (string?)call["WhoId"]));
    }

    private async Task<JsonObject> WrittenOn(CrmRecord record)
    {
        Crm.Activities.Clear();
        await Write(EndedOn(record));
        return Assert.Single(Crm.Activities).Value;
    }
}

/// <summary>Pipedrive (API v2, Activities).</summary>
public sealed class PipedriveWriteBackTests : WriteBackContract
{
    private protected override StubCrm Crm { get; } = new StubPipedrive();

    private protected override CrmRecord Record => new("pipedrive", "person", "512");

    private protected override CrmClient Client(CrmHttp http, ISecrets secrets) => new PipedriveActivities(http, secrets);

    private protected override bool IsWriting(string asked) => asked == "POST api/v2/activities";

    private protected override void Check(JsonObject activity, string call, string record, bool recorded)
    {
        Assert.Equal(("call", true, "2026-11-20", "10:00", "00:01"), ((string?)activity["type"], (bool?)activity["done"], (string?)activity["due_date"], (string?)activity["due_time"], (string?)activity["duration"]));
        Assert.Equal((record, true), (activity["participants"]![0]!["person_id"]!.ToJsonString(), (bool?)activity["participants"]![0]!["primary"]));
        Assert.Contains(call, (string?)activity["note"], StringComparison.Ordinal);
        Assert.Equal(recorded, ((string?)activity["note"])!.Contains("https://rec.example.com/1.mp3", StringComparison.Ordinal));
    }

    /// <summary>What a visitor wrote into a form became markup in the CRM.</summary>
    [Fact]
    public async Task What_a_visitor_wrote_is_no_markup() => IsText((string?)(await WrittenBy(Visitor))["note"]);
}

/// <summary>Bitrix24 (REST, crm.activity.add).</summary>
public sealed class Bitrix24WriteBackTests : WriteBackContract
{
    private protected override StubCrm Crm { get; } = new StubBitrix24();

    private protected override CrmRecord Record => new("bitrix24", "lead", "512");

    private protected override WriteBackSettings Settings => base.Settings with { BaseUrl = new Uri(Crm.Address, "rest/1") };

    private protected override CrmClient Client(CrmHttp http, ISecrets secrets) => new Bitrix24Activities(http, secrets);

    private protected override bool IsWriting(string asked) => asked.EndsWith("/crm.activity.add.json", StringComparison.Ordinal);

    private protected override void Check(JsonObject activity, string call, string record, bool recorded)
    {
        Assert.Equal(("click2call", call), ((string?)activity["ORIGINATOR_ID"], (string?)activity["ORIGIN_ID"]));
        Assert.Equal((1, record, 2, 2, "Y"), ((int?)activity["OWNER_TYPE_ID"], (string?)activity["OWNER_ID"], (int?)activity["TYPE_ID"], (int?)activity["DIRECTION"], (string?)activity["COMPLETED"]));
        Assert.Equal(("PHONE", "+972547654321", 1, record), (
            (string?)activity["COMMUNICATIONS"]![0]!["TYPE"], (string?)activity["COMMUNICATIONS"]![0]!["VALUE"],
            (int?)activity["COMMUNICATIONS"]![0]!["ENTITY_TYPE_ID"], (string?)activity["COMMUNICATIONS"]![0]!["ENTITY_ID"]));
        Assert.Equal(("2026-11-20T10:00:00+00:00", "2026-11-20T10:01:15+00:00"), ((string?)activity["START_TIME"], (string?)activity["END_TIME"]));
        Assert.Equal(recorded, ((string?)activity["DESCRIPTION"])!.Contains("https://rec.example.com/1.mp3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_error_inside_a_success_is_an_error()
    {
        Crm.Instead = _ => (200, """{"error":"QUERY_LIMIT_EXCEEDED","error_description":"Too many requests"}""", false);
        Assert.Contains("QUERY_LIMIT_EXCEEDED", Assert.IsType<SendResult.Failed>(await Write(EndedOn(Record))).Problem, StringComparison.Ordinal);
    }
}
