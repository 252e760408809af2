using Click2Call.Hosting.Catalog;
using Click2Call.Storage.Accounts;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions;

/// <summary>One read from a table and from every queue: is storage there, and are we let in?</summary>
internal sealed class StorageReadiness(IServiceProvider services) : IReadinessCheck
{
    public async Task<string?> Problem(CancellationToken cancellation)
    {
        StorageAccount storage;
        try
        {
            storage = services.GetRequiredService<StorageAccount>();
        }
        catch (StorageSettingsException wrong)
        {
            return wrong.Message;
        }

        var catalog = services.GetRequiredService<FunctionCatalog>();
        var questions = catalog.Queues.Select(queue => queue.Queue).DefaultIfEmpty("readiness")
            .Select(queue => Ask("queues", () => storage.Queue(queue).ApproximateCount(cancellation)))
            .Prepend(Ask("tables", () => storage.Table(AccountTable.Accounts).Get("readiness", "readiness", cancellation)));
        return (await Task.WhenAll(questions)).FirstOrDefault(problem => problem is not null);
    }

    private static async Task<string?> Ask(string what, Func<Task> question)
    {
        try
        {
            await question();
            return null;
        }
        catch (StorageException e)
        {
            return e.Problem switch
            {
                // Made by the first write, on either host.
                StorageProblem.Missing => null,
                StorageProblem.Denied => $"Storage refuses our key or identity for its {what}: check AzureWebJobsStorage and the roles of the identity.",
                StorageProblem.Unavailable => $"Storage does not answer for its {what}: check AzureWebJobsStorage and whether the account is up.",
                _ => $"Storage does not understand us when asked for its {what}: check the endpoints in AzureWebJobsStorage.",
            };
        }
    }
}
