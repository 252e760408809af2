using Click2Call.Accounts;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>How a key lies in <c>ApiKeys</c>: under its hash, so that finding it is one point read and tells nothing about the key.</summary>
internal static class KeyRows
{
    public const string RowKey = "";

    public const string Account = "Account";

    public static TableRow Of(ApiKey key)
    {
        var row = JsonRow.Of(key.Hash, RowKey, StoredKey.From(key), AccountJson.Default.StoredKey);
        row[Account] = key.Account;
        return row;
    }

    public static ApiKey Read(TableRow row) =>
        JsonRow.Read(row, AccountJson.Default.StoredKey).To(row.PartitionKey, row.GetString(Account) ?? throw new InvalidDataException("A row of ApiKeys names no account; revoke that key."));
}
