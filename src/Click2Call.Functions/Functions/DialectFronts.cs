using Click2Call.Dialects.Http;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Voicenter;
using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions;

/// <summary>The doors of the phone-system dialects, at the addresses that their clients know.</summary>
internal static class DialectFronts
{
    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(new HttpFunction("technoline", ["GET", "POST"], "ivrFilesApi.php", Door<TechnolineFront>(services)));
        functions.Add(new HttpFunction("voicenter", ["GET", "POST"], "ForwardDialer/click2call.aspx", Door<VoicenterFront>(services)));

        // Every method: what Kazoo does not know is answered in Kazoo's own envelope.
        string[] any = ["GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"];
        foreach (var version in new[] { "v1", "v2" })
        {
            functions.Add(new HttpFunction($"kazoo-{version}", any, version + "/accounts/{account}/clicktocall/{*rest}", Door<KazooFront>(services)));
            functions.Add(new HttpFunction($"kazoo-{version}-api-auth", any, version + "/api_auth", Door<KazooFront>(services)));
            functions.Add(new HttpFunction($"kazoo-{version}-user-auth", any, version + "/user_auth", Door<KazooFront>(services)));
        }
    }

    private static Func<HttpContext, Task> Door<T>(IServiceProvider services) where T : IFront =>
        http => services.GetRequiredService<T>().Answer(http);
}
