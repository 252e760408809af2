using System.Diagnostics.CodeAnalysis;

namespace Click2Call.Storage.Rest;

/// <summary>
/// One row of a table: its two keys and its properties. A property holds a <see cref="string"/>, <see cref="int"/>,
/// <see cref="long"/>, <see cref="bool"/>, <see cref="double"/>, <see cref="DateTimeOffset"/>, <see cref="Guid"/> or
/// <see cref="byte"/> array, the types that the Table service knows ("Understanding the Table service data model",
/// Property types). Not safe for use by several threads while it changes.
/// </summary>
public sealed class TableRow
{
    private readonly Dictionary<string, object> _properties;

    /// <summary>An empty row under these keys.</summary>
    public TableRow(string partitionKey, string rowKey)
        : this(partitionKey, rowKey, new Dictionary<string, object>(StringComparer.Ordinal))
    {
    }

    /// <summary>A row as it was read, which takes over these properties.</summary>
    internal TableRow(string partitionKey, string rowKey, Dictionary<string, object> properties)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        PartitionKey = partitionKey;
        RowKey = rowKey;
        _properties = properties;
    }

    /// <summary>Which partition the row is in: at most 512 characters, without <c>/ \ # ?</c> and control characters.</summary>
    public string PartitionKey { get; }

    /// <summary>Which row of the partition this is: the same limits as the partition key.</summary>
    public string RowKey { get; }

    /// <summary>The version of the row when it was read; null on a row that was made here.</summary>
    public string? ETag { get; init; }

    /// <summary>When the service last changed the row, by its own clock; null on a row that was made here.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The properties that are present, without the keys, the ETag and the time stamp.</summary>
    public IEnumerable<KeyValuePair<string, object>> Properties => _properties;

    /// <summary>A property, or null when it is absent. Setting null takes it away.</summary>
    /// <exception cref="ArgumentException">The name is the service's own, or the value is of a type that a table cannot hold.</exception>
    public object? this[string name]
    {
        get => _properties.GetValueOrDefault(name);
        set
        {
            if (name is "" or nameof(PartitionKey) or nameof(RowKey) or nameof(Timestamp) || name.StartsWith("odata.", StringComparison.Ordinal))
                throw new ArgumentException($"A property cannot be called '{name}': the service uses that name itself.", nameof(name));
            if (value is null)
                _properties.Remove(name);
            else if (value is string or int or long or bool or double or DateTimeOffset or Guid or byte[])
                _properties[name] = value;
            else
                throw new ArgumentException($"A table cannot hold a {value.GetType().Name} (property '{name}').", nameof(value));
        }
    }

    /// <summary>The text of a property, or null when it is absent.</summary>
    /// <exception cref="InvalidCastException">The property is there and holds something else. This goes for every reader below.</exception>
    public string? GetString(string name) => (string?)this[name];

    /// <summary>A 32-bit number, or null when it is absent.</summary>
    public int? GetInt32(string name) => (int?)this[name];

    /// <summary>A 64-bit number (a 32-bit one is widened), or null when it is absent.</summary>
    public long? GetInt64(string name) => this[name] is int small ? small : (long?)this[name];

    /// <summary>True, false, or null when it is absent.</summary>
    public bool? GetBoolean(string name) => (bool?)this[name];

    /// <summary>A floating-point number, or null when it is absent.</summary>
    public double? GetDouble(string name) => (double?)this[name];

    /// <summary>A point in time (UTC, 100 ns), or null when it is absent.</summary>
    public DateTimeOffset? GetDateTimeOffset(string name) => (DateTimeOffset?)this[name];

    /// <summary>A GUID, or null when it is absent.</summary>
    public Guid? GetGuid(string name) => (Guid?)this[name];

    /// <summary>Bytes (at most 64 KiB), or null when they are absent.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "A method, and the row is a bag of values.")]
    public byte[]? GetBinary(string name) => (byte[]?)this[name];
}
