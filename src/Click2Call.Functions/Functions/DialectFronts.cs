using Click2Call.Dialects.Http;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Voicenter;
using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions;

/// <summary>The doors of the phone-system dialects, at the addresses that their clients know.</summary>
internal static class DialectFronts
{
    // What a dialect does not know is answered in its own words, so it gets every method.
    private static readonly string[] AnyMethod = ["GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"];

    private static readonly (string Name, string Route)[] Tel4vnRoutes =
    [
        ("tel4vn", "v1/click2call"),
        ("tel4vn-async", "v1/click2call/async"),
        ("tel4vn-v2", "v2/click2call"),
        ("tel4vn-auth", "v1/auth"),
        ("tel4vn-v1-token", "v1/auth/token"),
        ("tel4vn-v2-token", "v2/auth/token"),
        ("tel4vn-event", "v1/event/{*rest}"),
    ];

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(Door<TechnolineFront>(services, "technoline", ["GET", "POST"], "ivrFilesApi.php") with { MaxBody = TechnolineForm.MostBytes });
        functions.Add(Door<VoicenterFront>(services, "voicenter", ["GET", "POST"], "ForwardDialer/click2call.aspx"));

        foreach (var (name, route) in Tel4vnRoutes)
            functions.Add(Door<Tel4vnFront>(services, name, AnyMethod, route));
        foreach (var version in new[] { "v1", "v2" })
        {
            functions.Add(Door<KazooFront>(services, $"kazoo-{version}", AnyMethod, version + "/accounts/{account}/clicktocall/{*rest}"));
            functions.Add(Door<KazooFront>(services, $"kazoo-{version}-api-auth", AnyMethod, version + "/api_auth"));
            functions.Add(Door<KazooFront>(services, $"kazoo-{version}-user-auth", AnyMethod, version + "/user_auth"));
        }
    }

    /// <summary>A front's door; whatever fails in it is said in the dialect too, because its clients parse nothing else.</summary>
    public static HttpFunction Door<T>(IServiceProvider services, string name, IReadOnlyList<string> methods, string route) where T : IFront =>
        new(name, methods, route, http => services.GetRequiredService<T>().Answer(http))
        {
            Failure = (http, status) => services.GetRequiredService<T>().Fail(http, status),
        };
}
