using Click2Call.Flows;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>flow:{id}</c>: the document as it was imported, and the documents before it.</summary>
internal sealed class StoredFlow
{
    public string Document { get; set; } = "";

    public int Version { get; set; } = 1;

    public string? TokenHash { get; set; }

    public List<StoredFlowVersion> Earlier { get; set; } = [];

    public static StoredFlow From(Flow flow) => new()
    {
        Document = flow.Script.Document,
        Version = flow.Version,
        TokenHash = flow.TokenHash,
        Earlier = [.. flow.Earlier.Select(earlier => new StoredFlowVersion { Version = earlier.Version, Document = earlier.Script.Document })],
    };

    public Flow To(string id) => new()
    {
        Id = id,
        Script = FlowScript.Read(Document),
        Version = Version,
        TokenHash = TokenHash,
        Earlier = [.. Earlier.Select(earlier => new FlowVersion(earlier.Version, FlowScript.Read(earlier.Document)))],
    };
}
