using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Click2Call.Events;
using Click2Call.Functions.Calls;
using Click2Call.Hosting.Catalog;
using Click2Call.Http;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>The document and the app say the same. Every answer that a test of these doors gets is held against it too.</summary>
[Collection(DoorsCollection.Name)]
public sealed class ApiDocumentTests(Doors doors)
{
    [Fact]
    public async Task It_is_served_as_it_is_written()
    {
        var served = await doors.Send(HttpMethod.Get, "/openapi.json");
        Assert.Equal((200, "application/json", "*"), (served.Status, served.MediaType, served.Header("Access-Control-Allow-Origin")));
        Assert.True(JsonElement.DeepEquals(ApiDocument.Root, served.Json));
    }

    [Fact]
    public void It_has_every_operation_of_the_native_functions_and_no_other()
    {
        // Not in it: the page that browsers are sent to, and the preflight, which is CORS and not ours to describe.
        var native = doors.Service<FunctionCatalog>().Http
            .Where(function => function.Name is not "lead-thanks" && (function.Name.Split('-')[0] is "calls" or "agents" or "do" or "lead" or "health" or "endpoints" or "deliveries"))
            .SelectMany(function => function.Methods.Where(method => method != "OPTIONS").Select(method => $"{method} /{function.Route}"));
        Assert.Equal(native.Order(), ApiDocument.Operations().Order());
    }

    [Fact]
    public void It_names_every_property_that_a_request_may_have_and_no_other()
    {
        AssertSame(ApiDocument.Schema("PlaceRequest"), ApiJson.Calls.PlaceRequest);
        AssertSame(ApiDocument.Schema("PlaceRequest").GetProperty("properties").GetProperty("lead"), ApiJson.Calls.LeadRequest);
        AssertSame(ApiDocument.Schema("PlaceRequest").GetProperty("properties").GetProperty("agentSees"), ApiJson.Calls.ShowsRequest);
        AssertSame(ApiDocument.Schema("Call"), ApiJson.Calls.CallText);
        AssertSame(ApiDocument.Schema("Attempt"), ApiJson.Calls.AttemptText);
        AssertSame(ApiDocument.Schema("Agent"), ApiJson.Agents.AgentText);
        AssertSame(ApiDocument.Schema("PauseRequest"), ApiJson.Agents.PauseRequest);
        AssertSame(ApiDocument.Schema("LeadStatus"), ApiJson.Leads.LeadStatus);
        AssertSame(ApiDocument.Schema("DoNotCall"), ApiJson.DoNotCall.DoNotCallText);
        AssertSame(ApiDocument.Schema("DoNotCallPage"), ApiJson.DoNotCall.DoNotCallPageText);
        AssertSame(ApiDocument.Schema("DoNotCallRequest"), ApiJson.DoNotCall.DoNotCallRequest);
        AssertSame(ApiDocument.Schema("Problem"), ApiJson.Problem.Problem);
        AssertSame(ApiDocument.Schema("Endpoint"), ApiJson.Events.EndpointText);
        AssertSame(ApiDocument.Schema("EndpointRequest"), ApiJson.Events.EndpointRequest);
        AssertSame(ApiDocument.Schema("Delivery"), ApiJson.Events.DeliveryText);
        AssertSame(ApiDocument.Schema("Event"), ApiJson.Events.EventText);
        AssertSame(ApiDocument.Schema("EventData"), ApiJson.Events.EventDataText);
    }

    [Fact]
    public void It_has_every_word_of_the_vocabulary()
    {
        AssertWords<Click2Call.Calls.CallOutcome>("Call", "outcome");
        AssertWords<Click2Call.Calls.CallState>("Call", "state");
        AssertWords<Orders.CallKind>("Call", "kind");
        AssertWords<Click2Call.Calls.CallOutcome>("LeadStatus", "outcome");
        AssertWords<Click2Call.Calls.CallState>("LeadStatus", "state");
        AssertWords<DeliveryStatus>("Delivery", "status");
        string?[] told = [.. ApiDocument.Schema("Event").GetProperty("properties").GetProperty("type").GetProperty("enum").EnumerateArray().Select(word => word.GetString()).Order()];
        Assert.Equal(Enum.GetValues<CallEventType>().Select(type => type.Word()).Order(), told);
        Assert.Equal(told, ApiDocument.Root.GetProperty("webhooks").EnumerateObject().Select(hook => hook.Name).Order());
    }

    [Fact]
    public async Task Its_own_examples_can_be_placed()
    {
        var account = await doors.Open();
        var examples = ApiDocument.Root.GetProperty("paths").GetProperty("/calls").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("examples");
        foreach (var example in examples.EnumerateObject())
        {
            var body = example.Value.GetProperty("value");
            Assert.Empty(JsonSchemas.Problems(ApiDocument.Schema("PlaceRequest"), body, "$"));
            Assert.Equal(201, (await doors.Place(account, body.GetRawText())).Status);
        }
    }

    [Fact]
    public async Task Health_answers_as_it_says()
    {
        Assert.Equal("live", (await doors.Send(HttpMethod.Get, "/health/live"))["status"]);
        Assert.Equal("ready", (await doors.Send(HttpMethod.Get, "/health/ready"))["status"]);
    }

    [Fact]
    public async Task The_linter_has_nothing_to_say()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "tests", "openapi");
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            var (code, said) = await Run(folder, "npm", "ci", "--ignore-scripts", "--no-progress");
            Assert.SkipWhen(code != 0, $"npm ci could not install the linter: {said}");
        }

        var (result, words) = await Run(folder, "npx", "--no-install", "redocly", "lint", "../../src/Click2Call.Functions/openapi.json");
        Assert.True(result == 0, words);
        Assert.DoesNotMatch("[0-9]+ warning", words);
    }

    private static async Task<(int Code, string Said)> Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        start.Environment["npm_config_loglevel"] = "error";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    private static void AssertSame(JsonElement schema, JsonTypeInfo type) => Assert.Equal(
        schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(),
        type.Properties.Select(property => property.Name).Order());

    private static void AssertWords<T>(string schema, string property)
        where T : struct, Enum => Assert.Equal(
            Enum.GetValues<T>().Select(Words.Of).Order(),
            ApiDocument.Schema(schema).GetProperty("properties").GetProperty(property).GetProperty("enum").EnumerateArray().Select(word => word.GetString()).Order());
}
