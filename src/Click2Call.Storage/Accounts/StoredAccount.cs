using Click2Call.Accounts;

namespace Click2Call.Storage.Accounts;

/// <summary>
/// The row <c>account</c>. The stored documents have setters, unlike the domain's records, because the JSON source
/// generator gives absent members of init-only properties default(T) and not the value they are initialised with: a row
/// from before a member existed must read as if it had the member's default.
/// </summary>
internal sealed class StoredAccount
{
    public string Name { get; set; } = "";

    public string DefaultRegion { get; set; } = "";

    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>The lines in their order: the first is the default.</summary>
    public List<string> Lines { get; set; } = [];

    public List<string> BlockList { get; set; } = [];

    public int? RetentionDays { get; set; }

    public List<string> Addresses { get; set; } = [];

    public int FlashCallsPerHour { get; set; } = 60;

    /// <summary>The ids of the management API in the order in which people arranged them.</summary>
    public List<string> Order { get; set; } = [];

    public List<StoredMessage> Messages { get; set; } = [];

    public static StoredAccount From(Account account) => new()
    {
        Name = account.Name,
        DefaultRegion = account.DefaultRegion,
        TimeZone = account.TimeZone,
        Lines = [.. account.Lines.Select(line => line.Id)],
        BlockList = [.. account.BlockList],
        RetentionDays = account.RetentionDays,
        Addresses = [.. account.Addresses],
        FlashCallsPerHour = account.FlashCallsPerHour,
        Order = [.. account.Order],
        Messages = [.. account.Messages.Select(StoredMessage.From)],
    };

    public Account To(string id) => new()
    {
        Id = id,
        Name = Name,
        DefaultRegion = DefaultRegion,
        TimeZone = TimeZone,
        BlockList = BlockList,
        RetentionDays = RetentionDays,
        Addresses = Addresses,
        FlashCallsPerHour = FlashCallsPerHour,
        Order = Order,
        Messages = [.. Messages.Select(message => message.To())],
    };
}
