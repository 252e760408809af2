using System.Text;

namespace Click2Call.Dialects.Http;

/// <summary>What an event is acknowledged with.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">With its charset.</param>
/// <param name="Body">The text.</param>
public sealed record EventAnswer(int Status, string ContentType, string Body)
{
    /// <summary>JSON with HTTP 200.</summary>
    public static EventAnswer Json(string body) => new(200, HttpAnswer.Json, body);

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => Encoding.UTF8.GetBytes(Body);
}
