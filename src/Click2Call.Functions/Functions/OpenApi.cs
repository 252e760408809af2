using System.Reflection;
using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions;

/// <summary>
/// The description of the native API and of forms, at <c>/openapi.json</c>. Written by hand, because it promises what
/// no generator can read off the code; tests hold it and the app against each other.
/// </summary>
internal static class OpenApi
{
    private static readonly Lazy<byte[]> Document = new(Read);

    public static void Map(FunctionCatalog functions) => functions.Add(new HttpFunction("openapi", ["GET"], "openapi.json", async http =>
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        await http.Response.Body.WriteAsync(Document.Value);
    }));

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
