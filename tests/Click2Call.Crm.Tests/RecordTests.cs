using Click2Call.Calls;
using Click2Call.Crm.Tests.Recordings;
using Click2Call.Orders;

namespace Click2Call.Crm.Tests;

/// <summary>What is particular to how one source's records are read.</summary>
public sealed class RecordTests
{
    [Fact]
    public Task Dataverse_is_read_as_an_application_user_with_a_token_for_that_environment_alone() => FetchApi.With(new DataverseCutRecording(), async (world, recording, api) =>
    {
        await Send(world, recording, recording.Lead(1, FetchApi.Phone));
        await Send(world, recording, recording.Lead(2, FetchApi.Phone));
        await world.Work();

        var token = Assert.Single(api.Stub.Asked, asked => FetchApi.IsToken(asked.Path));
        Assert.Equal(
            ["client_id=11111111-0000-4000-8000-000000000002", $"client_secret={recording.SecretValues[recording.ReadingSecret]}", "grant_type=client_credentials", $"scope={Uri.EscapeDataString(recording.Api + "/.default")}"],
            token.Body.Split('&').Order());
        var read = api.Stub.Asked.First(asked => !FetchApi.IsToken(asked.Path));
        Assert.Equal("Bearer eyJ0.access.token", read.Authorization);
        Assert.Equal(
            "/api/data/v9.2/leads(00000000-0000-4000-8000-000000000001)?$select=mobilephone,telephone1,telephone2,telephone3,address1_telephone1,fullname,subject,emailaddress1,address1_country,description",
            Uri.UnescapeDataString(read.Path));
        Assert.Equal(new CrmRecord("dataverse", "lead", "00000000-0000-4000-8000-000000000001"), (await world.Calls())[^1].Order.Lead!.Record);
    });

    [Fact]
    public Task Dataverse_s_token_is_renewed_when_it_is_refused_and_before_it_ends() => FetchApi.With(new DataverseCutRecording(), async (world, recording, api) =>
    {
        api.Next = (401, "{}", null);
        await Send(world, recording, recording.Lead(1, FetchApi.Phone));
        await world.Work();
        api.Next = null;
        await world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(2, api.Stub.Asked.Count(asked => FetchApi.IsToken(asked.Path)));
        await world.Pass(TimeSpan.FromMinutes(51));
        await Send(world, recording, recording.Lead(2, FetchApi.Phone));
        await world.Work();
        Assert.Equal(3, api.Stub.Asked.Count(asked => FetchApi.IsToken(asked.Path)));
    });

    [Fact]
    public Task Dataverse_s_table_of_the_customer_s_own_is_found_and_its_column_called() => FetchApi.With(new DataverseCutRecording(), async (world, recording, api) =>
    {
        world.Account = world.Account with
        {
            ClickToCalls = [world.Account.ClickToCalls[0] with { Webhooks = [recording.Settings with { Fields = new Dictionary<string, IReadOnlyList<string>> { ["phone"] = ["new_callback"] } }] }],
        };
        await Send(world, recording, recording.Cut(1, "Create", "new_enquiry"));
        await world.Work();
        Assert.Equal("+97237654321", Assert.Single(world.Line.Dialled).Order.LegOf(LegRole.Target)!.Destination.Dialable);

        // A table that is known is asked for the column by name.
        await Send(world, recording, recording.Lead(2, FetchApi.Phone));
        await world.Work();
        Assert.EndsWith(",new_callback", api.Stub.Asked[^1].Path, StringComparison.Ordinal);
    });

    [Fact]
    public Task Dataverse_that_tells_no_token_is_asked_again_and_the_history_says_why() => FetchApi.With(new DataverseCutRecording(), async (world, recording, api) =>
    {
        (api.Next, api.TokensToo) = ((401, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}""", null), true);
        await Send(world, recording, recording.Lead(1, FetchApi.Phone));
        await world.Pass(TimeSpan.FromHours(25));
        var call = Assert.Single(await world.Calls());
        Assert.Equal(CallOutcome.Expired, call.Outcome);
        Assert.Contains("no access token (HTTP 401, invalid_client)", call.Note, StringComparison.Ordinal);
        Assert.All(world.Logged.Lines, line => Assert.DoesNotContain(recording.SecretValues[recording.ReadingSecret], line, StringComparison.Ordinal));
    });

    [Fact]
    public Task Dataverse_s_names_cannot_lead_anywhere_else() => FetchApi.With(new DataverseCutRecording(), async (world, recording, api) =>
    {
        await Send(world, recording, recording.Cut(1, "Create", "lead')/../../evil?"));
        await world.Work();
        Assert.DoesNotContain(api.Stub.Asked, asked => !FetchApi.IsToken(asked.Path));
        Assert.Equal(CallOutcome.NotAllowed, Assert.Single(await world.Calls()).Outcome);
    });

    [Fact]
    public Task Dataverse_s_change_that_was_left_out_rings_nobody_and_is_kept() => FetchApi.With(new DataverseCutRecording(), async (world, recording, api) =>
    {
        await Send(world, recording, recording.Cut(1, "Update", "lead"));
        await world.Work();
        Assert.Empty(api.Stub.Asked);
        var call = Assert.Single(await world.Calls());
        Assert.Equal(CallOutcome.NotAllowed, call.Outcome);
        Assert.Contains("left out what was changed", call.Note, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("deal", "1", new[] { "/api/v2/persons/1" })]
    [InlineData("lead", "1", new[] { "/api/v2/persons/1" })]
    [InlineData("deal", null, new[] { "/api/v2/deals/7", "/api/v2/persons/7" })]
    [InlineData("lead", null, new[] { "/v1/leads/7", "/api/v2/persons/1" })]
    public Task Pipedrive_s_person_is_read_by_the_shortest_way(string entity, string? person, string[] asked) => FetchApi.With(new PipedriveDealRecording(), async (world, recording, api) =>
    {
        await Send(world, recording, recording.Of(entity, 7, person));
        await world.Work();
        Assert.Equal(asked, api.Stub.Asked.Select(one => one.Path));
        Assert.All(api.Stub.Asked, one => Assert.Equal("f00dfeed", one.Authorization));
        var call = Assert.Single(await world.Calls());
        Assert.Equal(new CrmRecord("pipedrive", entity, "7"), call.Order.Lead!.Record);
        Assert.Single(world.Line.Dialled);
    });

    [Fact]
    public Task Pipedrive_s_person_may_be_added_a_moment_later() => FetchApi.With(new PipedriveDealRecording(), async (world, recording, api) =>
    {
        api.Instead = path => path.Contains("/deals/", StringComparison.Ordinal) ? (200, """{"success":true,"data":{"id":7,"title":"Website deal","person_id":null}}""", null) : null;
        await Send(world, recording, recording.Of("deal", 7, null));
        await world.Pass(TimeSpan.FromMinutes(2));
        Assert.Empty(await world.Calls());
        api.Instead = null;
        await world.Pass(TimeSpan.FromMinutes(3));
        Assert.Single(world.Line.Dialled);
    });

    [Fact]
    public Task Pipedrive_s_deal_without_a_person_ends_in_the_history() => FetchApi.With(new PipedriveDealRecording(), async (world, recording, api) =>
    {
        api.Instead = path => path.Contains("/deals/", StringComparison.Ordinal) ? (200, """{"success":true,"data":{"id":7,"person_id":null}}""", null) : null;
        await Send(world, recording, recording.Of("deal", 7, null));
        await world.Pass(TimeSpan.FromMinutes(12));
        var call = Assert.Single(await world.Calls());
        Assert.Equal((CallOutcome.NotAllowed, "The deal has no person."), (call.Outcome, call.Note));
        Assert.Equal(0, await world.FetchesWaiting());
    });

    [Fact]
    public Task Pipedrive_s_other_records_are_kept_with_the_reason() => FetchApi.With(new PipedriveDealRecording(), async (world, recording, api) =>
    {
        await Send(world, recording, recording.Of("organization", 7, null));
        await world.Work();
        Assert.Empty(api.Stub.Asked);
        Assert.Contains("choose persons, leads or deals", Assert.Single(await world.Calls()).Note, StringComparison.Ordinal);
    });

    [Fact]
    public Task Kommo_s_lead_that_has_no_contact_yet_holds_nobody_else_up() => FetchApi.With(new KommoRecording(), async (world, recording, api) =>
    {
        api.Instead = path => path.StartsWith("/api/v4/leads/901", StringComparison.Ordinal) ? (200, """{"id":901,"name":"Lead #901","_embedded":{"contacts":[]}}""", null) : null;
        await Send(world, recording, recording.Lead(1, ""));
        await world.Work();
        await Send(world, recording, recording.Lead(2, FetchApi.Phone));
        await world.Work();
        Assert.Single(world.Line.Dialled);
        Assert.Single(await world.Calls());

        await world.Pass(TimeSpan.FromMinutes(12));
        Assert.Contains(await world.Calls(), call => call is { Outcome: CallOutcome.NotAllowed, Note: "The lead has no contact." });
        Assert.Equal(0, await world.FetchesWaiting());
    });

    /// <summary>A page token without leads_retrieval gave up every lead at its first read.</summary>
    [Fact]
    public Task Meta_s_lead_that_the_token_may_not_read_is_called_when_the_permission_is_there() => FetchApi.With(new MetaRecording(), async (world, recording, api) =>
    {
        api.Next = (400, MetaMissing, null);
        await Send(world, recording, recording.Lead(1, FetchApi.Phone));
        await world.Pass(TimeSpan.FromMinutes(10));
        Assert.Empty(await world.Calls());
        api.Next = null;
        await world.Pass(TimeSpan.FromMinutes(30));
        Assert.Single(world.Line.Dialled.Select(dialled => dialled.Attempt.Call).Distinct());
    });

    [Fact]
    public Task Meta_s_lead_that_stays_out_of_reach_ends_after_a_day_with_both_reasons() => FetchApi.With(new MetaRecording(), async (world, recording, api) =>
    {
        api.Next = (400, MetaMissing, null);
        await Send(world, recording, recording.Lead(1, FetchApi.Phone));
        await world.Pass(TimeSpan.FromHours(25));
        var call = Assert.Single(await world.Calls());
        Assert.Equal(CallOutcome.Expired, call.Outcome);
        Assert.Contains("not at Meta any more, or the token may not read it", call.Note, StringComparison.Ordinal);
        Assert.Equal(0, await world.FetchesWaiting());
    });

    private const string MetaMissing =
        """{"error":{"message":"Unsupported get request. Object with ID '1' does not exist, cannot be loaded due to missing permissions, or does not support this operation.","type":"GraphMethodException","code":100,"error_subcode":33}}""";

    private static async Task Send(CrmWorld world, Recording recording, Draft draft) =>
        Assert.Equal(200, (await world.Send(recording, recording.Prove(draft, world.Now))).Status);
}
