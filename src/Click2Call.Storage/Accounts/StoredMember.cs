using Click2Call.Accounts;

namespace Click2Call.Storage.Accounts;

/// <summary>A member in a row <c>group:{id}</c>.</summary>
internal sealed class StoredMember
{
    public string Extension { get; set; } = "";

    public int Priority { get; set; } = HuntMember.DefaultPriority;
}
