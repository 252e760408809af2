using Click2Call.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Accounts;

/// <summary>Says what storage did in the words of the domain.</summary>
internal static class StorageTrouble
{
    /// <summary>
    /// Runs a request to storage. What may be better later (down, denied, the table not there yet, a race) becomes
    /// <see cref="StorageUnavailableException"/>; <see cref="StorageProblem.Invalid"/> and
    /// <see cref="StorageProblem.TooLarge"/> stay what they are, because trying again does not help.
    /// </summary>
    public static async Task<T> Told<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (StorageException e) when (e.Problem is not (StorageProblem.Invalid or StorageProblem.TooLarge))
        {
            throw new StorageUnavailableException(e.Message, e, e.RetryAfter);
        }
    }

    /// <inheritdoc cref="Told{T}(Func{Task{T}})"/>
    public static Task Told(Func<Task> request) => Told(async () =>
    {
        await request();
        return true;
    });
}
