namespace Click2Call.Flows;

/// <summary>A flow of an account: what a phone system is told while a call goes on.</summary>
public sealed record Flow
{
    /// <summary>How many earlier versions are kept for the calls that began with them.</summary>
    public const int KeptVersions = 3;

    /// <summary>The id in the account.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required FlowScript Script { get; init; }

    /// <summary>Counts the changes of the script, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>SHA-256 of the secret in the flow's address, lower-case hexadecimal; null: no address yet.</summary>
    public string? TokenHash { get; init; }

    /// <summary>Earlier versions, the newest first.</summary>
    public IReadOnlyList<FlowVersion> Earlier { get; init; } = [];

    /// <summary>The script of a version; null when it is not kept any more.</summary>
    public FlowScript? ScriptOf(int version) =>
        version == Version ? Script : Earlier.FirstOrDefault(earlier => earlier.Version == version)?.Script;

    /// <summary>The same flow after <paramref name="before"/>: its address, and the next version if the script is another.</summary>
    public Flow After(Flow before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before.Script.Document == Script.Document
            ? this with { Version = before.Version, TokenHash = before.TokenHash, Earlier = before.Earlier }
            : this with
            {
                Version = before.Version + 1,
                TokenHash = before.TokenHash,
                Earlier = [.. new[] { new FlowVersion(before.Version, before.Script) }.Concat(before.Earlier).Take(KeptVersions)],
            };
    }
}
