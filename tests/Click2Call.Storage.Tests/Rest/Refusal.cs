using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

internal static class Refusal
{
    /// <summary>The operation fails for this reason.</summary>
    public static async Task<StorageException> Of(StorageProblem problem, Func<Task> operation)
    {
        var refused = await Assert.ThrowsAsync<StorageException>(operation);
        Assert.Equal(problem, refused.Problem);
        return refused;
    }
}
