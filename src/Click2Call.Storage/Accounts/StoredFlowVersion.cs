namespace Click2Call.Storage.Accounts;

/// <summary>An earlier version of a flow, in its row.</summary>
internal sealed class StoredFlowVersion
{
    public int Version { get; set; }

    public string Document { get; set; } = "";
}
