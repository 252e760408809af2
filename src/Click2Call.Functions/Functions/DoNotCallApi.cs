using System.Globalization;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Functions.Calls;
using Click2Call.Hosting.Catalog;
using Click2Call.Http;
using Click2Call.Intake;

namespace Click2Call.Functions;

/// <summary>The native API of an account's do-not-call list. Needs the scope of the calls API.</summary>
internal sealed class DoNotCallApi(IDoNotCall list, ApiCaller caller, TimeProvider time)
{
    private const int LargestBody = 8 * 1024;
    private const int LongestNote = 500;
    private const int MostOfPage = 1000;

    private static readonly Problem NotListed = Problems.Of(404, "not-found", "This number is not on the list.");

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("do-not-call", ["GET", "POST"], "do-not-call", http => Api(services).Collection(http)) { Failure = Problems.Failed });
        functions.Add(new HttpFunction("do-not-call-one", ["GET", "DELETE"], "do-not-call/{number}", http => Api(services).One(http)) { Failure = Problems.Failed });
    }

    private static DoNotCallApi Api(IServiceProvider services) => services.GetRequiredService<DoNotCallApi>();

    private Task Collection(HttpContext http) => caller.Guarded(http, ApiCaller.CallsScope, account =>
        HttpMethods.IsPost(http.Request.Method) ? Add(http, account) : List(http, account));

    private Task One(HttpContext http) => caller.Guarded(http, ApiCaller.CallsScope, async account =>
    {
        if (!DestinationReader.TryReadPhone(http.Request.RouteValues["number"] as string, account.DefaultRegion, out var phone, out var problem))
            await Problems.Write(http, Problems.Field("number", problem));
        else if (HttpMethods.IsDelete(http.Request.Method))
            await Remove(http, account, phone.Number.E164);
        else if (await list.Find(account.Id, phone.Number.E164, http.RequestAborted) is { } entry)
            await Write(http, 200, entry);
        else
            await Problems.Write(http, NotListed);
    });

    private async Task Add(HttpContext http, Account account)
    {
        if (await RequestBody.Read(http.Request, LargestBody, http.RequestAborted) is not { } body)
        {
            await Problems.Write(http, Problems.TooLarge(LargestBody));
            return;
        }

        DoNotCallRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(body.Span, DoNotCallJson.Default.DoNotCallRequest);
        }
        catch (JsonException wrong)
        {
            await Problems.Write(http, Problems.OfJson(wrong));
            return;
        }

        if (!DestinationReader.TryReadPhone(request?.Number, account.DefaultRegion, out var phone, out var problem))
        {
            await Problems.Write(http, Problems.Field("number", problem));
            return;
        }

        if (request!.Note is { } note && (note.Length > LongestNote || note.Any(char.IsControl)))
        {
            await Problems.Write(http, Problems.Field("note", "At most 500 characters, without line breaks."));
            return;
        }

        var entry = new DoNotCallEntry(phone.Number.E164, time.GetUtcNow(), request.Note);
        var isNew = await list.Add(account.Id, entry, CancellationToken.None);
        http.Response.Headers.Location = "/do-not-call/" + entry.Number;
        await Write(http, isNew ? 201 : 200, isNew ? entry : await list.Find(account.Id, entry.Number, CancellationToken.None) ?? entry);
    }

    private async Task Remove(HttpContext http, Account account, string number)
    {
        if (await list.Remove(account.Id, number, CancellationToken.None))
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problems.Write(http, NotListed);
    }

    private async Task List(HttpContext http, Account account)
    {
        var text = http.Request.Query["top"].ToString();
        var top = 100;
        if (text.Length > 0 && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out top) && top is >= 1 and <= MostOfPage))
        {
            await Problems.Write(http, Problems.Field("top", "A number from 1 to 1000."));
            return;
        }

        try
        {
            var continuation = http.Request.Query["continuation"].ToString() is { Length: > 0 } asked ? asked : null;
            var page = await list.List(account.Id, top, continuation, http.RequestAborted);
            var answer = new DoNotCallPageText([.. page.Entries.Select(DoNotCallText.Of)], page.Continuation);
            await HttpAnswer.Send(http, 200, "application/json", JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.DoNotCall.DoNotCallPageText));
        }
        catch (ArgumentException wrong) when (wrong.ParamName == "continuation")
        {
            await Problems.Write(http, Problems.Field("continuation", "It is not one that we handed out."));
        }
    }

    private static Task Write(HttpContext http, int status, DoNotCallEntry entry) => HttpAnswer.Send(
        http, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(DoNotCallText.Of(entry), ApiJson.DoNotCall.DoNotCallText));
}
