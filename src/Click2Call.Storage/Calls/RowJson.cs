using System.Text.Encodings.Web;
using System.Text.Json;

namespace Click2Call.Storage.Calls;

/// <summary>The context that writes names and messages as they are, not as \u escapes: rows are short of room.</summary>
internal static class RowJson
{
    public static readonly CallJson Text = new(new JsonSerializerOptions(CallJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
