namespace Click2Call.Dialects.Tests.Http;

/// <summary>A request as the stub phone system received it.</summary>
public sealed record StubRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => Target.Split('?')[0];

    public string Query => Target.Contains('?', StringComparison.Ordinal) ? Target[(Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";

    /// <summary>The fields of query and body.</summary>
    public Dialects.Http.RequestFields Fields => Dialects.Http.RequestFields.Parse(
        Query, Headers.GetValueOrDefault("content-type"), System.Text.Encoding.UTF8.GetBytes(Body), Dialects.Http.FieldLimits.Default, StringComparer.Ordinal);
}
