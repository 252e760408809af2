namespace Click2Call.Storage.Calls;

/// <summary>What one run may still do.</summary>
internal sealed class PurgeBudget(RetentionOptions options, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>How many rows are gone.</summary>
    public int Removed { get; private set; }

    public bool IsSpent => Removed >= options.RowsPerRun || time.GetElapsedTime(_begun) >= options.TimePerRun;

    public void Spend(int rows) => Removed += rows;
}
