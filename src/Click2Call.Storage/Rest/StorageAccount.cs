using Azure.Core;

namespace Click2Call.Storage.Rest;

/// <summary>One storage account: the way to its tables and queues. Make one for the process; it keeps no connection of its own.</summary>
public sealed class StorageAccount
{
    private readonly StoragePipeline _tables;
    private readonly StoragePipeline _queues;
    private readonly StoragePipeline? _blobs;
    private readonly TimeProvider _clock;

    internal StorageAccount(StorageSettings settings, StorageOptions options, TokenCredential? credential)
    {
        Name = settings.AccountName;
        _clock = options.Clock;
        TableEndpoint = new Uri(settings.TableEndpoint);
        QueueEndpoint = new Uri(settings.QueueEndpoint);
        _tables = new StoragePipeline(settings, options, credential, queue: false);
        _queues = new StoragePipeline(settings, options, credential, queue: true);
        // Blobs are signed as queues are ("Authorize with Shared Key", Blob, Queue and File services).
        _blobs = settings.BlobEndpoint is { } blobs ? new StoragePipeline(settings, new StorageOptions(options.Clock), credential, queue: true, blobs) : null;
    }

    /// <summary>
    /// This process has put a message into the queue of that name, and it may be taken at once: who polls the queue here
    /// need not wait for the next look. Raised on the thread of whoever put it.
    /// </summary>
    public event Action<string>? MessagePut;

    /// <summary>The account's name.</summary>
    public string Name { get; }

    /// <summary>Where its tables are.</summary>
    public Uri TableEndpoint { get; }

    /// <summary>Where its queues are.</summary>
    public Uri QueueEndpoint { get; }

    /// <summary>
    /// The account that the Functions host uses itself: <paramref name="name"/> as a connection string, or
    /// <c>name__accountName</c> and its sisters with a managed identity.
    /// </summary>
    /// <param name="setting">Reads a setting by its name; null when there is none.</param>
    /// <param name="clock">Dates the signatures.</param>
    /// <param name="name">The name of the connection.</param>
    /// <param name="credential">Takes the place of the managed identity, for a developer's machine; null for the identity.</param>
    /// <exception cref="StorageSettingsException">One sentence about the setting that is missing or wrong.</exception>
    public static StorageAccount FromSettings(
        Func<string, string?> setting,
        TimeProvider clock,
        string name = "AzureWebJobsStorage",
        TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(clock);
        var settings = StorageSettings.Read(setting, name);
        return new StorageAccount(settings, new StorageOptions(clock), settings.Identity is { } identity ? credential ?? identity.Credential() : null);
    }

    /// <summary>A table of the account (3 to 63 letters and digits, the first a letter). Nothing is asked until it is used.</summary>
    public ITable Table(string name) => new TableClient(_tables, name);

    /// <summary>A container of blobs (3 to 63 lower-case letters, digits and single dashes); null where the settings name no Blob service.</summary>
    public IBlobs? Blobs(string name) => _blobs is null ? null : new BlobClient(_blobs, name);

    /// <summary>A queue of the account (3 to 63 lower-case letters, digits and single dashes). Nothing is asked until it is used.</summary>
    public IQueue Queue(string name) => new QueueClient(_queues, name, queue => MessagePut?.Invoke(queue));

    /// <summary>The same queue for whoever sends a function its work: each message says when it is due and, unless told otherwise, whose trace goes on with it.</summary>
    public IQueue Outbox(string name, bool inTrace = true) => new StampedQueue(Queue(name), _clock, inTrace);
}
