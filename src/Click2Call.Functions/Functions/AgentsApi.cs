using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Functions.Agents;
using Click2Call.Hosting.Catalog;
using Click2Call.Http;
using Click2Call.Intake;

namespace Click2Call.Functions;

/// <summary>The agents of the native API: who is free, busy or paused, and pausing them. Groups pass paused agents over; calls for an agent by name ring.</summary>
internal sealed class AgentsApi(IAgents agents, ApiCaller caller, TimeProvider time)
{
    private const int LargestBody = 4 * 1024;

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("agents", ["GET"], "agents", http => Api(services).List(http)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("agents-one", ["GET", "PUT"], "agents/{extension}", http => Api(services).One(http)) { Failure = Problems.Failed });
    }

    private static AgentsApi Api(IServiceProvider services) => services.GetRequiredService<AgentsApi>();

    private Task List(HttpContext http) => caller.Guarded(http, ApiCaller.CallsScope, async account =>
    {
        var now = time.GetUtcNow();
        var known = (await agents.List(account.Id, http.RequestAborted)).ToDictionary(agent => agent.Extension, StringComparer.Ordinal);
        var text = new AgentsText(
        [
            .. account.Extensions
                .Where(extension => account.Groups.Any(group => group.Has(extension.Number)) || known.GetValueOrDefault(extension.Number)?.IsPaused(now) == true)
                .Select(extension => AgentText.Of(account, extension, known.GetValueOrDefault(extension.Number), now)),
        ]);
        await HttpAnswer.Send(http, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Agents.AgentsText));
    });

    private Task One(HttpContext http) => caller.Guarded(http, ApiCaller.CallsScope, account =>
        account.FindExtension(http.Request.RouteValues["extension"] as string ?? "") is not { } extension
            ? Problems.Write(http, Problems.Of(404, "not-found", "The account has no such extension."))
            : HttpMethods.IsPut(http.Request.Method) ? Pause(http, account, extension) : Show(http, account, extension));

    private async Task Pause(HttpContext http, Account account, Extension extension)
    {
        if (await RequestBody.Read(http.Request, LargestBody, http.RequestAborted) is not { } body)
        {
            await Problems.Write(http, Problems.TooLarge(LargestBody));
            return;
        }

        var (request, problem) = Parse(body);
        if (problem is null && request is not { Paused: not null })
            problem = Problems.Field("paused", "It is true or false.");
        else if (problem is null && request!.Until is { } until && (request.Paused == false || until <= time.GetUtcNow()))
            problem = Problems.Field("until", request.Paused == false ? "Only a pause has an end; leave it out." : "It must be in the future.");
        if (problem is not null)
        {
            await Problems.Write(http, problem);
            return;
        }

        await agents.Pause(account.Id, extension.Number, request!.Paused!.Value, request.Until, CancellationToken.None);
        await Show(http, account, extension);
    }

    private async Task Show(HttpContext http, Account account, Extension extension)
    {
        var known = await agents.Find(account.Id, extension.Number, http.RequestAborted);
        var text = AgentText.Of(account, extension, known, time.GetUtcNow());
        await HttpAnswer.Send(http, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Agents.AgentText));
    }

    private static (PauseRequest? Request, Problem? Problem) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return (JsonSerializer.Deserialize(body.Span, ApiJson.Agents.PauseRequest), null);
        }
        catch (JsonException wrong)
        {
            return (null, Problems.OfJson(wrong));
        }
    }
}
