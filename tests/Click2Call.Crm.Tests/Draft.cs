using System.Text;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Tests;

/// <summary>A post as a test is still writing it.</summary>
internal sealed record Draft(string Method, string Url, string ContentType, byte[] Body)
{
    public Draft(string url, string contentType, string body)
        : this("POST", url, contentType, Encoding.UTF8.GetBytes(body))
    {
    }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Text => Encoding.UTF8.GetString(Body);

    public Draft With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    public WebhookPost Post() => new()
    {
        Method = Method,
        Url = Url,
        Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = ContentType },
        Body = Body,
    };

    /// <summary>One bit of the body differs.</summary>
    public Draft Flipped()
    {
        var body = (byte[])Body.Clone();
        body[body.Length / 2] ^= 1;
        return this with { Body = body };
    }
}
