using Click2Call.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage;

/// <summary>Says in the domain's words that storage did not do it. What only a bug can cause stays a <see cref="StorageException"/>.</summary>
internal static class StorageDown
{
    /// <summary>
    /// Whether waiting or an operator can help: storage is down, busy, does not let us in, a table is not there yet, or
    /// somebody was faster. <see cref="StorageProblem.Invalid"/> and <see cref="StorageProblem.TooLarge"/> are ours.
    /// </summary>
    public static bool Is(StorageException problem) =>
        problem.Problem is not (StorageProblem.Invalid or StorageProblem.TooLarge);

    /// <summary>Whether somebody was faster: what was to be written is there already, has changed, or has gone.</summary>
    public static bool IsRace(StorageException problem) =>
        problem.Problem is StorageProblem.AlreadyExists or StorageProblem.Stale
        || (problem.Problem == StorageProblem.Missing && problem.ErrorCode is not ("TableNotFound" or "QueueNotFound"));

    /// <summary>The same, for the domain.</summary>
    public static StorageUnavailableException From(StorageException problem) => new(problem.Message, problem, problem.RetryAfter);

    /// <summary>Does something on storage.</summary>
    public static async Task<T> Translate<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (StorageException problem) when (Is(problem))
        {
            throw From(problem);
        }
    }

    /// <summary>Does something on storage.</summary>
    public static Task Translate(Func<Task> work) => Translate(async () =>
    {
        await work();
        return true;
    });
}
