using Click2Call.Accounts;

namespace Click2Call.Storage.Accounts;

/// <summary>A row of <c>ApiKeys</c>.</summary>
internal sealed class StoredKey
{
    public string Name { get; set; } = "";

    public List<string> Scopes { get; set; } = [];

    public static StoredKey From(ApiKey key) => new() { Name = key.Name, Scopes = [.. key.Scopes] };

    public ApiKey To(string hash, string account) => new() { Hash = hash, Account = account, Name = Name, Scopes = Scopes };
}
