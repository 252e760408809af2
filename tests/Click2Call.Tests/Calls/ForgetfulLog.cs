using Click2Call.Calls;

namespace Click2Call.Tests.Calls;

/// <summary>The first change is written, somebody else writes over it, and the writer is told that it lost: its reply was lost and its second try met another's tag.</summary>
internal sealed class ForgetfulLog(ICallLog inner, Action others) : ICallLog
{
    private bool _forgot;

    public Task<StoredCall?> Find(string account, CallId id, CancellationToken cancellation) => inner.Find(account, id, cancellation);

    public Task<StoredCall?> FindAgain(StoredCall known, CancellationToken cancellation) => inner.FindAgain(known, cancellation);

    public Task<StoredCall?> Insert(Call call, CancellationToken cancellation) => inner.Insert(call, cancellation);

    public async Task<StoredCall?> Replace(StoredCall read, Call changed, CancellationToken cancellation)
    {
        var written = await inner.Replace(read, changed, cancellation);
        if (_forgot)
            return written;
        _forgot = true;
        others();
        return null;
    }

    public Task<CallPage> List(CallQuery query, CancellationToken cancellation) => inner.List(query, cancellation);

    public IAsyncEnumerable<OpenCall> Open(string account, DateOnly day, CancellationToken cancellation) => inner.Open(account, day, cancellation);

    public Task<AttemptId?> FindByProvider(string account, string line, string providerCallId, DateTimeOffset? soughtAt, CancellationToken cancellation) =>
        inner.FindByProvider(account, line, providerCallId, soughtAt, cancellation);
}
