using Click2Call.Orders;

namespace Click2Call.Crm.Posts;

/// <summary>What a CRM or form tool sent, as it came: the signature is over these bytes.</summary>
public sealed class WebhookPost
{
    private PostBody? body;

    /// <summary>The HTTP method, in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The whole address as the sender wrote it, scheme and host included: some signatures cover it.</summary>
    public required string Url { get; init; }

    /// <summary>The headers, found in any case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The raw body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The parameters of the address, decoded, in their order.</summary>
    public IReadOnlyList<NameValue> Query =>
        field ??= Url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? FormText.Read(Url.AsSpan(at + 1)) : [];

    /// <summary>A header's value; null when it is absent or empty.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>A parameter of the address; null when it is absent.</summary>
    public string? QueryValue(string name) =>
        Query.FirstOrDefault(pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The body, read in one of the forms that the source sends; read once.</summary>
    internal PostBody Read(BodyForms forms) => body ??= PostBody.Of(this, forms);
}
