using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>An answer of the front.</summary>
public sealed record KazooResponse(int Status, string Text, JsonObject Json, HttpResponseHeaders Headers, IReadOnlyCollection<string> Allow)
{
    public string? Message => Json["message"]?.GetValue<string>();

    /// <summary>The <c>data</c>, compact.</summary>
    public string Data => Json["data"]?.ToJsonString(Relaxed) ?? "null";

    public JsonObject DataObject => Json["data"]!.AsObject();

    public JsonArray DataArray => Json["data"]!.AsArray();

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
