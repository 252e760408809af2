using Click2Call.Calls;
using Click2Call.Intake;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>Agents in the table <c>Agents</c>, one partition per account, one row per extension. Claims are guarded merges: a pause and a claim change different columns of one row.</summary>
public sealed class AgentTable(ITable table) : IAgents
{
    /// <summary>The table's name.</summary>
    public const string TableName = "Agents";

    private const string BusyCall = "BusyCall";
    private const string BusyUntil = "BusyUntil";
    private const string LastOfferedAt = "LastOfferedAt";
    private const string LastEndedAt = "LastEndedAt";
    private const string Paused = "Paused";
    private const string PausedUntil = "PausedUntil";

    // A merge cannot take a column away.
    private const string Nobody = "";
    private static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public Task<IReadOnlyList<AgentState>> List(string account, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        List<AgentState> agents = [];
        string? continuation = null;
        do
        {
            var page = await table.Query(Filter.Partition(account), null, continuation, null, cancellation);
            agents.AddRange(page.Rows.Select(Read));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return (IReadOnlyList<AgentState>)agents;
    });

    /// <inheritdoc />
    public Task<AgentState?> Find(string account, string extension, CancellationToken cancellation) => StorageDown.Translate(async () =>
        await table.Get(account, extension, cancellation) is { } row ? Read(row) : null);

    /// <inheritdoc />
    public async Task<string?> Claim(string account, AgentState claimed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        var owner = WriteOwner.New();
        var row = new TableRow(account, claimed.Extension)
        {
            [BusyCall] = claimed.Busy?.ToString() ?? Nobody,
            [BusyUntil] = claimed.BusyUntil,
            [LastOfferedAt] = claimed.LastOfferedAt,
            [WriteOwner.Column] = owner,
        };
        try
        {
            return claimed.ETag is { } etag ? await table.Merge(row, etag, cancellation) : await table.Insert(row, cancellation);
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            // It may be our own write whose reply was lost: the row tells by its owner.
            var stands = await StorageDown.Translate(() => table.Get(account, claimed.Extension, cancellation));
            if (stands?.GetString(WriteOwner.Column) == owner)
                return stands.ETag;
            return StorageDown.IsRace(problem) ? null : throw StorageDown.From(problem);
        }
    }

    /// <inheritdoc />
    public async Task<bool> Free(string account, HeldAgent agent, DateTimeOffset? endedAt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var row = new TableRow(account, agent.Extension) { [BusyCall] = Nobody, [LastEndedAt] = endedAt, [WriteOwner.Column] = Nobody };
        try
        {
            await table.Merge(row, agent.Tag, cancellation);
            return true;
        }
        catch (StorageException problem) when (StorageDown.IsRace(problem))
        {
            return false;
        }
        catch (StorageException problem) when (StorageDown.Is(problem))
        {
            throw StorageDown.From(problem);
        }
    }

    /// <inheritdoc />
    public Task Pause(string account, string extension, bool paused, DateTimeOffset? until, CancellationToken cancellation) => StorageDown.Translate(async () =>
    {
        var row = new TableRow(account, extension) { [Paused] = paused, [PausedUntil] = until ?? Never };
        try
        {
            await table.Merge(row, "*", cancellation);
        }
        catch (StorageException problem) when (problem.Problem == StorageProblem.Missing && StorageDown.IsRace(problem))
        {
            try
            {
                await table.Insert(row, cancellation);
            }
            catch (StorageException there) when (there.Problem == StorageProblem.AlreadyExists)
            {
                await table.Merge(row, "*", cancellation); // Rows of agents are never removed.
            }
        }
    });

    private static AgentState Read(TableRow row) => new(row.RowKey)
    {
        Busy = AttemptId.TryParse(row.GetString(BusyCall), out var attempt) ? attempt : null,
        BusyUntil = row.GetDateTimeOffset(BusyUntil),
        LastOfferedAt = row.GetDateTimeOffset(LastOfferedAt),
        LastEndedAt = row.GetDateTimeOffset(LastEndedAt),
        Paused = row.GetBoolean(Paused) ?? false,
        PausedUntil = row.GetDateTimeOffset(PausedUntil) is { } until && until != Never ? until : null,
        ETag = row.ETag,
    };
}
