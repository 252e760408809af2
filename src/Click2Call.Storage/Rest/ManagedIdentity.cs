using Azure.Core;
using Azure.Identity;

namespace Click2Call.Storage.Rest;

/// <summary>Which identity to be: a managed one, or on an operator's machine whoever has signed in to the Azure CLI.</summary>
/// <param name="ClientId">The client id of a user-assigned identity, or null.</param>
/// <param name="ResourceId">The resource id of a user-assigned identity, or null. With neither it is the system-assigned one.</param>
/// <param name="AzureCli">Whether to be who has signed in to the Azure CLI.</param>
internal sealed record ManagedIdentity(string? ClientId, string? ResourceId, bool AzureCli = false)
{
    public TokenCredential Credential() => AzureCli ? new AzureCliCredential() : new ManagedIdentityCredential(this switch
    {
        { ClientId: { } client } => ManagedIdentityId.FromUserAssignedClientId(client),
        { ResourceId: { } resource } => ManagedIdentityId.FromUserAssignedResourceId(new ResourceIdentifier(resource)),
        _ => ManagedIdentityId.SystemAssigned,
    });
}
