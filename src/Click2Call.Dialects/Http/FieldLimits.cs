namespace Click2Call.Dialects.Http;

/// <summary>How much of a request is read.</summary>
public sealed record FieldLimits
{
    /// <summary>For click-to-call requests: they hold some dozen short values.</summary>
    public static FieldLimits Default { get; } = new();

    /// <summary>The body, in bytes.</summary>
    public int Body { get; init; } = 64 * 1024;

    /// <summary>The fields of query and body together.</summary>
    public int Fields { get; init; } = 200;

    /// <summary>A field's name, in characters.</summary>
    public int Name { get; init; } = 128;

    /// <summary>A field's value, in characters.</summary>
    public int Value { get; init; } = 4096;

    /// <summary>How deep a JSON body may nest.</summary>
    public int Depth { get; init; } = 16;
}
