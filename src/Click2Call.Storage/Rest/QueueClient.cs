using System.Globalization;
using Azure;
using Azure.Core;

namespace Click2Call.Storage.Rest;

/// <summary>
/// One queue over REST ("Queue service REST API"), with the members of <c>Azure.Storage.Queues.QueueClient</c> that we use.
/// Safe for use by several threads.
/// </summary>
public sealed class QueueClient : IQueue
{
    private readonly StoragePipeline _pipeline;
    private readonly Action<string>? _put;

    internal QueueClient(StoragePipeline pipeline, string name, Action<string>? put = null)
    {
        if (name is not { Length: >= 3 and <= 63 } || name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal)
            || !name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            throw new ArgumentException($"'{name}' cannot name a queue: 3 to 63 lower-case letters, digits and single dashes.", nameof(name));
        (_pipeline, _put) = (pipeline, put);
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task Create(CancellationToken ct)
    {
        try
        {
            await Send(RequestMethod.Put, "", "create", response => response.Status, ct).ConfigureAwait(false);
        }
        catch (StorageException e) when (e.Problem == StorageProblem.AlreadyExists)
        {
            // As wished; a 409 only says that its metadata are not ours.
        }
    }

    /// <inheritdoc/>
    public async Task<QueueReceipt> Put(string text, TimeSpan visibleAfter, TimeSpan? timeToLive, CancellationToken ct)
    {
        QueueLimits.CheckPut(text, visibleAfter, timeToLive);
        var life = timeToLive is { } limit ? QueueLimits.Seconds(limit) : -1;
        var path = string.Create(CultureInfo.InvariantCulture, $"/messages?messagettl={life}&visibilitytimeout={QueueLimits.Seconds(visibleAfter)}");
        var body = QueueXml.Write(text);
        var receipt = await Send(RequestMethod.Post, path, "put", response => QueueXml.ReadReceipt(response.Content.ToMemory()), ct, body)
            .ConfigureAwait(false);
        if (visibleAfter <= TimeSpan.Zero)
            _put?.Invoke(Name);
        return receipt!;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueMessage>> Receive(int max, TimeSpan visibility, CancellationToken ct)
    {
        QueueLimits.CheckReceive(max, visibility);
        var path = string.Create(CultureInfo.InvariantCulture, $"/messages?numofmessages={max}&visibilitytimeout={QueueLimits.Seconds(visibility)}");
        var messages = await Send(RequestMethod.Get, path, "receive", response => QueueXml.ReadMessages(response.Content.ToMemory()), ct)
            .ConfigureAwait(false);
        return messages!;
    }

    /// <inheritdoc/>
    public async Task<string> UpdateVisibility(string messageId, string popReceipt, TimeSpan visibility, CancellationToken ct)
    {
        QueueLimits.CheckVisibility(visibility, TimeSpan.Zero);
        var path = string.Create(CultureInfo.InvariantCulture, $"{Message(messageId, popReceipt)}&visibilitytimeout={QueueLimits.Seconds(visibility)}");
        var receipt = await Send(RequestMethod.Put, path, "update visibility", response => Header(response, "x-ms-popreceipt"), ct).ConfigureAwait(false);
        return receipt!;
    }

    /// <inheritdoc/>
    public Task Delete(string messageId, string popReceipt, CancellationToken ct) =>
        Send(RequestMethod.Delete, Message(messageId, popReceipt), "delete", response => response.Status, ct, missingIsFine: true);

    /// <inheritdoc/>
    public Task<int> ApproximateCount(CancellationToken ct) => Send(
        RequestMethod.Get,
        "?comp=metadata",
        "count",
        response => int.Parse(Header(response, "x-ms-approximate-messages-count"), CultureInfo.InvariantCulture),
        ct);

    private Task<T?> Send<T>(
        RequestMethod method,
        string path,
        string operation,
        Func<Response, T> read,
        CancellationToken ct,
        ReadOnlyMemory<byte>? body = null,
        bool missingIsFine = false)
    {
        var message = _pipeline.Request(method, $"/{Name}{path}", body);
        if (body is not null)
            message.Request.Headers.SetValue("Content-Type", "application/xml");
        return _pipeline.Send(message, $"Queue {Name}, {operation}", read, ct, missingIsFine);
    }

    private static string Message(string messageId, string popReceipt) =>
        $"/messages/{Uri.EscapeDataString(messageId)}?popreceipt={Uri.EscapeDataString(popReceipt)}";

    private static string Header(Response response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value! : throw new FormatException($"An answer without {name}.");
}
