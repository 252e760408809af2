using Click2Call.Accounts;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>group:{id}</c>.</summary>
internal sealed class StoredGroup
{
    public string? Name { get; set; }

    public List<StoredMember> Members { get; set; } = [];

    public HuntStrategy Strategy { get; set; }

    public TimeSpan? RingTime { get; set; }

    public HuntAfter After { get; set; }

    public static StoredGroup From(HuntGroup group) => new()
    {
        Name = group.Name,
        Members = [.. group.Members.Select(member => new StoredMember { Extension = member.Extension, Priority = member.Priority })],
        Strategy = group.Strategy,
        RingTime = group.RingTime,
        After = group.After,
    };

    public HuntGroup To(string id) => new()
    {
        Id = id,
        Name = Name,
        Members = [.. Members.Select(member => new HuntMember(member.Extension, member.Priority))],
        Strategy = Strategy,
        RingTime = RingTime,
        After = After,
    };
}
