using Azure.Core;
using Azure.Identity;

namespace Click2Call.Storage.Rest;

/// <summary>Which managed identity to be.</summary>
/// <param name="ClientId">The client id of a user-assigned identity, or null.</param>
/// <param name="ResourceId">The resource id of a user-assigned identity, or null. With neither it is the system-assigned one.</param>
internal sealed record ManagedIdentity(string? ClientId, string? ResourceId)
{
    public TokenCredential Credential() => new ManagedIdentityCredential(this switch
    {
        { ClientId: { } client } => ManagedIdentityId.FromUserAssignedClientId(client),
        { ResourceId: { } resource } => ManagedIdentityId.FromUserAssignedResourceId(new ResourceIdentifier(resource)),
        _ => ManagedIdentityId.SystemAssigned,
    });
}
