using Click2Call.Accounts;
using Click2Call.Calls;

namespace Click2Call.Events;

/// <summary>
/// The call log with ears: before a write that makes an event true, the message about it is put; the write itself
/// carries the event into the row. A crash between the two leaves a message whose event never comes true, and that is
/// dropped: nothing is lost and nothing is made up. Accounts that listen to nothing pay nothing.
/// </summary>
internal sealed class AnnouncedLog(ICallLog inner, IEventsOut events, IDirectory directory, TimeProvider time) : ICallLog
{
    // A lead may be tried every five minutes for days; a property of a row holds 32 K characters.
    private const int Kept = 60;

    /// <inheritdoc />
    public Task<StoredCall?> Find(string account, CallId id, CancellationToken cancellation) => inner.Find(account, id, cancellation);

    /// <inheritdoc />
    public Task<StoredCall?> FindAgain(StoredCall known, CancellationToken cancellation) => inner.FindAgain(known, cancellation);

    /// <inheritdoc />
    public async Task<StoredCall?> Insert(Call call, CancellationToken cancellation) =>
        await inner.Insert(await Announce(null, call, cancellation), cancellation);

    /// <inheritdoc />
    public async Task<StoredCall?> Replace(StoredCall read, Call changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        return await inner.Replace(read, await Announce(read.Call, changed, cancellation), cancellation);
    }

    /// <inheritdoc />
    public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => inner.List(query, cancellation);

    /// <inheritdoc />
    public IAsyncEnumerable<OpenCall> Open(string account, DateOnly day, CancellationToken cancellation) => inner.Open(account, day, cancellation);

    /// <inheritdoc />
    public Task<AttemptId?> FindByProvider(string account, string line, string providerCallId, DateTimeOffset? soughtAt, CancellationToken cancellation) =>
        inner.FindByProvider(account, line, providerCallId, soughtAt, cancellation);

    private async ValueTask<Call> Announce(Call? before, Call after, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var news = CallNews.Of(before, after, now);
        if (news.Count == 0 || await directory.Find(after.Account, cancellation) is not { } account)
            return after;
        var next = after.Told.IsEmpty ? 1 : after.Told[^1].Number + 1;
        ToldEvent[] wanted = [.. news.Where(one => account.Hears(one.Type)).Select((one, index) => one with { Number = next + index })];
        if (wanted.Length == 0)
            return after;

        await events.Put(new EventsOutMessage.News(after.Account, after.Id, [.. wanted.Select(one => one.Key)], now), TimeSpan.Zero, cancellation);
        var told = after.Told.AddRange(wanted);
        return after with { Told = told.Length > Kept ? told.RemoveRange(0, told.Length - Kept) : told };
    }
}
