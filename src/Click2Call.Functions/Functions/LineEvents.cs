using Click2Call.Dialects.Http;
using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions;

/// <summary>Where phone systems tell what became of a call: <c>/lines/{account}.{line}/events/{token}</c>.</summary>
internal static class LineEvents
{
    public static void Map(FunctionCatalog functions, IServiceProvider services) => functions.Add(new HttpFunction(
        "line-events",
        ["GET", "POST"],
        "lines/{line}/events/{token}",
        http => services.GetRequiredService<EventDoor>().Answer(
            http, http.Request.RouteValues["line"] as string ?? "", http.Request.RouteValues["token"] as string ?? "")));
}
