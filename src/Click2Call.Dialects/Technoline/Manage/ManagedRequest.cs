using Click2Call.Accounts;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>One request of extension management whose key was good.</summary>
/// <param name="Account">The account as it is now.</param>
/// <param name="Form">What was sent.</param>
/// <param name="Cancellation">The caller went away.</param>
internal sealed record ManagedRequest(Account Account, TechnolineForm Form, CancellationToken Cancellation)
{
    public RequestFields Fields => Form.Fields;

    /// <summary>The node that it is about; null when there is none of that id.</summary>
    public ManagedNode? Node => ManagedTree.Find(Account, Fields.Text("extensionId"));
}
