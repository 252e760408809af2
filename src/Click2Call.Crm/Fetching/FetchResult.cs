using Click2Call.Crm.Leads;

namespace Click2Call.Crm.Fetching;

/// <summary>What came of reading a record.</summary>
public abstract record FetchResult
{
    /// <summary>For how long a record that is not there may only not be there yet: some CRMs tell of it before all of their machines know it, Dataverse before it is committed.</summary>
    public static readonly TimeSpan Lagging = TimeSpan.FromMinutes(1);

    /// <summary>For how long somebody may still be adding the person to what they have just filed.</summary>
    public static readonly TimeSpan Filing = TimeSpan.FromMinutes(5);

    private FetchResult()
    {
    }

    /// <summary>It was read.</summary>
    public sealed record Found(CrmLead Lead) : FetchResult;

    /// <summary>It is nobody to call: deleted, or a test.</summary>
    /// <param name="Why">For the history.</param>
    /// <param name="MayCome">For how long from when we heard of it that may change; absent: it will not.</param>
    public sealed record Gone(string Why, TimeSpan? MayCome = null) : FetchResult;

    /// <summary>Not now.</summary>
    /// <param name="Why">For the history, should it stay so: no secrets, no addresses.</param>
    /// <param name="After">When the CRM asks us to come back, if it does; until then nothing else of the account is read.</param>
    public sealed record Later(string Why, TimeSpan? After = null) : FetchResult
    {
        /// <summary>For how long nothing of the account is read; absent: it is this record alone that waits.</summary>
        public TimeSpan? Quiet { get; init; } = After;
    }

    /// <summary>The CRM was not asked: others of the account are being read, or it wants to be left alone. That is no try.</summary>
    /// <param name="Why">For the history, should it stay so.</param>
    /// <param name="After">When to come back.</param>
    internal sealed record NotAsked(string Why, TimeSpan After) : FetchResult;
}
