using Click2Call.Crm.Fetching;

namespace Click2Call.Crm.WriteBack;

/// <summary>A CRM did not do what it was asked.</summary>
internal sealed class CrmRefusedException(CrmAnswer reply, string what) : Exception($"{what}: {reply.Problem ?? $"HTTP {reply.Status}."}")
{
    public CrmAnswer Reply => reply;
}
