namespace Click2Call.Storage.Rest;

/// <summary>
/// The limits of the Table service, checked before anything is sent: Azurite accepts rows and transactions that the
/// service refuses, and a refusal that needs no round trip is the same everywhere. Sources: "Understanding the Table
/// service data model" (property names and limitations, characters disallowed in key fields) and "Performing entity group
/// transactions" (requirements).
/// </summary>
public static class TableLimits
{
    /// <summary>Characters of one text property (64 KiB of UTF-16).</summary>
    public const int TextLength = 32 * 1024;

    /// <summary>Bytes of one binary property.</summary>
    public const int BinaryLength = 64 * 1024;

    /// <summary>Bytes of one row, names included.</summary>
    public const int RowSize = 1024 * 1024;

    /// <summary>Characters of a partition or row key (1 KiB of UTF-16).</summary>
    public const int KeyLength = 512;

    /// <summary>Properties of one row, without the keys and the time stamp.</summary>
    public const int Properties = 252;

    /// <summary>Characters of a property's name.</summary>
    public const int NameLength = 255;

    /// <summary>Operations of one transaction.</summary>
    public const int Operations = 100;

    /// <summary>Bytes of one transaction's request.</summary>
    public const int TransactionSize = 4 * 1024 * 1024;

    /// <summary>Throws when the service would refuse this row.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.TooLarge"/> or <see cref="StorageProblem.Invalid"/>.</exception>
    public static void Check(TableRow row, int? operation = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        CheckKeys(row.PartitionKey, row.RowKey, operation);

        // As Microsoft counts ("How the size of an entity is calculated in Windows Azure Table storage", 2011): 4 bytes, the
        // keys in UTF-16, and for each property 8 bytes, its name in UTF-16 and its value.
        var size = 4 + 2 * (row.PartitionKey.Length + row.RowKey.Length);
        var count = 0;
        foreach (var (name, value) in row.Properties)
        {
            count++;
            size += 8 + 2 * name.Length + SizeOf(name, value, operation);
        }

        if (count > Properties)
            throw Refused(StorageProblem.Invalid, $"A row may have {Properties} properties; this one has {count}.", operation);
        if (size > RowSize)
            throw Refused(StorageProblem.TooLarge, $"A row may have {RowSize} bytes; this one has {size}.", operation);
    }

    /// <summary>Throws when no row could be under these keys.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.TooLarge"/> or <see cref="StorageProblem.Invalid"/>.</exception>
    public static void CheckKeys(string partitionKey, string rowKey, int? operation = null)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        CheckKey(partitionKey, "partition", operation);
        CheckKey(rowKey, "row", operation);
    }

    /// <summary>Throws when the service would refuse this transaction: empty, over 100, over two partitions, or twice the same row.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.TooLarge"/> or <see cref="StorageProblem.Invalid"/>.</exception>
    public static void Check(IReadOnlyList<TableOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        if (operations.Count is 0 or > Operations)
            throw Refused(StorageProblem.Invalid, $"A transaction has 1 to {Operations} operations; this one has {operations.Count}.", null);

        var rows = operations.Count == 1 ? null : new HashSet<string>(operations.Count, StringComparer.Ordinal);
        for (var index = 0; index < operations.Count; index++)
        {
            var (kind, row, ifMatch) = operations[index];
            Check(row, index);
            if (row.PartitionKey != operations[0].Row.PartitionKey)
                throw Refused(StorageProblem.Invalid, "A transaction stays in one partition.", index);
            if (rows?.Add(row.RowKey) == false)
                throw Refused(StorageProblem.Invalid, "A transaction touches a row only once.", index);
            var guarded = kind is TableOperationKind.Replace or TableOperationKind.Merge or TableOperationKind.Delete;
            if (guarded == string.IsNullOrEmpty(ifMatch))
                throw Refused(StorageProblem.Invalid, guarded ? $"{kind} needs an ETag, or * for any." : $"{kind} takes no ETag.", index);
        }
    }

    private static int SizeOf(string name, object value, int? operation)
    {
        if (name.Length > NameLength)
            throw Refused(StorageProblem.Invalid, $"A property's name may have {NameLength} characters; one has {name.Length}.", operation);
        if (char.IsAsciiDigit(name[0]) || !IsWord(name))
            throw Refused(StorageProblem.Invalid, $"A property's name has letters, digits and _ and does not start with a digit: '{name}'.", operation);
        switch (value)
        {
            case string text:
                if (text.Length > TextLength)
                    throw Refused(StorageProblem.TooLarge, $"A text may have {TextLength} characters; '{name}' has {text.Length}.", operation);
                return 4 + 2 * text.Length;
            case byte[] bytes:
                if (bytes.Length > BinaryLength)
                    throw Refused(StorageProblem.TooLarge, $"A binary may have {BinaryLength} bytes; '{name}' has {bytes.Length}.", operation);
                return 4 + bytes.Length;
            case DateTimeOffset time:
                if (time < EdmTime.Earliest)
                    throw Refused(StorageProblem.Invalid, $"A table holds no time before 1601; '{name}' is earlier.", operation);
                return 8;
            case bool:
                return 1;
            case int:
                return 4;
            case Guid:
                return 16;
            default:
                return 8;
        }
    }

    private static bool IsWord(string name)
    {
        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character != '_')
                return false;
        }

        return true;
    }

    private static void CheckKey(string key, string which, int? operation)
    {
        if (key.Length > KeyLength)
            throw Refused(StorageProblem.TooLarge, $"A {which} key may have {KeyLength} characters; this one has {key.Length}.", operation);
        foreach (var character in key)
        {
            if (character is '/' or '\\' or '#' or '?' || char.IsControl(character))
                throw Refused(StorageProblem.Invalid, $"A {which} key may not contain / \\ # ? or control characters.", operation);
        }
    }

    private static StorageException Refused(StorageProblem problem, string message, int? operation) =>
        new(problem, message) { FailedOperation = operation };
}
