using Click2Call.Accounts;
using Click2Call.Flows;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>Makes or changes a flow. A changed document is the flow's next version; calls that are in it go on with theirs.</summary>
/// <param name="account">The account.</param>
internal sealed class FlowChange(Account account)
{
    public ManagedResult Set(ManagedNode? node, IReadOnlyDictionary<string, string> values)
    {
        var (id, name, document) = (values["id"], values["name"], values["document"]);
        var before = account.FindFlow(node?.Number);
        if (before is null && account.FindFlow(id) is not null)
            return ManagedResult.Wrong("id", ManagedNotes.Taken);
        if (document.Length == 0)
            document = FlowDocument.Empty(id, name.Length > 0 ? name : id);
        if (FlowDocument.Text(document, "id") is { } own && own != id)
            return ManagedResult.Wrong("document", $"id: '{own}' ≠ '{id}'");
        // The name that was changed counts: beside the document, or in it.
        if (name.Length > 0 && name != (before?.Script.Name ?? "") && name != FlowDocument.Text(document, "name"))
            document = FlowDocument.Named(document, name) ?? document;

        var (script, mistakes) = FlowScript.Check(document, account);
        if (script is null)
            return ManagedResult.Wrong("document", string.Join('\n', mistakes.Take(20)));
        var flow = new Flow { Id = id, Script = script };
        if (before is not null)
            return Yes(flow.After(before));
        var address = FlowAddress.New(account.Id, id);
        return Yes(flow with { TokenHash = KeyHash.Of(address.Secret) }) with { Address = address.Path };
    }

    /// <summary>A new secret address, in place of the one before.</summary>
    public ManagedResult Renew(ManagedNode node)
    {
        var address = FlowAddress.New(account.Id, node.Number);
        return Yes(account.FindFlow(node.Number)! with { TokenHash = KeyHash.Of(address.Secret) }) with { Address = address.Path };
    }

    private ManagedResult Yes(Flow flow) => ManagedResult.Yes(
        account with { Flows = [.. account.Flows.Where(one => one.Id != flow.Id).Append(flow).OrderBy(one => one.Id, StringComparer.Ordinal)] }, ManagedTree.IdOf("api", flow.Id));
}
