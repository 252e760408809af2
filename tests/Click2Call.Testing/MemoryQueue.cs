using System.Globalization;
using Click2Call.Storage.Rest;

namespace Click2Call.Testing;

/// <summary>
/// A queue in memory: visibility, pop receipts, time to live and dequeue counts by the given clock, in whole seconds as
/// the service counts. Messages come in the order in which they became visible, then in the order in which they were put.
/// Ids and receipts are numbered. Threads may share it.
/// </summary>
public sealed class MemoryQueue(string name, TimeProvider clock, StorageHooks? hooks = null) : IQueue
{
    private readonly Lock _gate = new();
    private readonly List<Message> _messages = [];
    private bool _created;
    private int _ids;
    private int _receipts;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>What happens around each request; those of the <see cref="MemoryStorage"/> when the queue is part of one.</summary>
    public StorageHooks Hooks { get; } = hooks ?? new StorageHooks();

    /// <summary>When the next message becomes visible (it may be in the past), or null when there is none: where a simulated clock jumps to.</summary>
    public DateTimeOffset? NextVisible
    {
        get
        {
            lock (_gate)
            {
                DateTimeOffset? next = null;
                foreach (var message in Alive(clock.GetUtcNow()))
                    next = next < message.VisibleAt ? next : message.VisibleAt;
                return next;
            }
        }
    }

    /// <inheritdoc/>
    public Task Create(CancellationToken ct) => Hooks.Around(() => new("Queue.Create", name), () => Task.FromResult(_created = true), ct);

    /// <inheritdoc/>
    public Task<QueueReceipt> Put(string text, TimeSpan visibleAfter, TimeSpan? timeToLive, CancellationToken ct)
    {
        QueueLimits.CheckPut(text, visibleAfter, timeToLive);
        return Run("Queue.Put", null, now =>
        {
            var message = new Message(Id(++_ids), text, now)
            {
                VisibleAt = After(now, visibleAfter),
                ExpiresAt = timeToLive is { } life ? After(now, life) : DateTimeOffset.MaxValue,
                Receipt = NewReceipt(),
            };
            _messages.Add(message);
            return new QueueReceipt(message.Id, message.Receipt);
        }, ct);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueMessage>> Receive(int max, TimeSpan visibility, CancellationToken ct)
    {
        QueueLimits.CheckReceive(max, visibility);
        return Run<IReadOnlyList<QueueMessage>>("Queue.Receive", null, now =>
        {
            var visible = Alive(now).FindAll(message => message.VisibleAt <= now);
            if (visible.Count == 0)
                return [];
            List<QueueMessage> received = [];
            foreach (var message in visible.Count == 1 ? visible : visible.OrderBy(message => message.VisibleAt).Take(max))
            {
                message.Count++;
                message.Receipt = NewReceipt();
                message.VisibleAt = After(now, visibility);
                received.Add(new QueueMessage(message.Id, message.Receipt, message.Text, message.Count, message.InsertedAt));
            }

            return received;
        }, ct);
    }

    /// <inheritdoc/>
    public Task<string> UpdateVisibility(string messageId, string popReceipt, TimeSpan visibility, CancellationToken ct)
    {
        QueueLimits.CheckVisibility(visibility, TimeSpan.Zero);
        return Run("Queue.UpdateVisibility", messageId, now =>
        {
            var message = Find(messageId, popReceipt, now) ?? throw Failure(StorageProblem.Missing, 404, "MessageNotFound");
            message.VisibleAt = After(now, visibility);
            return message.Receipt = NewReceipt();
        }, ct);
    }

    /// <inheritdoc/>
    public Task Delete(string messageId, string popReceipt, CancellationToken ct) =>
        Run("Queue.Delete", messageId, now => Find(messageId, popReceipt, now) is { } message && _messages.Remove(message), ct);

    /// <inheritdoc/>
    public Task<int> ApproximateCount(CancellationToken ct) => Run("Queue.ApproximateCount", null, now => Alive(now).Count, ct);

    private Task<T> Run<T>(string operation, string? messageId, Func<DateTimeOffset, T> apply, CancellationToken ct) =>
        Hooks.Around(() => new(operation, name, RowKey: messageId), () => Locked(apply), ct);

    private Task<T> Locked<T>(Func<DateTimeOffset, T> apply)
    {
        lock (_gate)
        {
            try
            {
                return Task.FromResult(_created ? apply(clock.GetUtcNow()) : throw Failure(StorageProblem.Missing, 404, "QueueNotFound"));
            }
            catch (StorageException refused)
            {
                return Task.FromException<T>(refused);
            }
        }
    }

    private List<Message> Alive(DateTimeOffset now)
    {
        _messages.RemoveAll(message => message.ExpiresAt <= now);
        return _messages;
    }

    private Message? Find(string messageId, string popReceipt, DateTimeOffset now)
    {
        var message = Alive(now).FirstOrDefault(message => message.Id == messageId);
        return message is null || message.Receipt == popReceipt ? message : throw Failure(StorageProblem.Stale, 400, "PopReceiptMismatch");
    }

    private string NewReceipt() => $"receipt-{(++_receipts).ToString(CultureInfo.InvariantCulture)}";

    private static string Id(int number) => new Guid(number, 0, 0, new byte[8]).ToString();

    private static DateTimeOffset After(DateTimeOffset now, TimeSpan span) => now.AddSeconds(QueueLimits.Seconds(span));

    private StorageException Failure(StorageProblem problem, int status, string code) =>
        new(problem, $"Queue {name}: {status} {code}.") { Status = status, ErrorCode = code };

    private sealed class Message(string id, string text, DateTimeOffset insertedAt)
    {
        public string Id => id;

        public string Text => text;

        public DateTimeOffset InsertedAt => insertedAt;

        public required DateTimeOffset VisibleAt { get; set; }

        public required DateTimeOffset ExpiresAt { get; init; }

        public required string Receipt { get; set; }

        public int Count { get; set; }
    }
}
