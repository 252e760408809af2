using Click2Call.Hosting.Catalog;

namespace Click2Call.Hosting.Verbs;

/// <summary>Writes the <c>function.json</c> files; part of publishing.</summary>
internal sealed class FunctionsWrite : IVerb
{
    public string Name => "functions write";

    public string Usage => "DIR   writes a folder with a function.json for each function, for the Functions host";

    public Task<int> Run(IReadOnlyList<string> args, IServiceProvider services, CancellationToken cancellation)
    {
        if (args is not [var directory])
            throw new ArgumentException("One folder is needed.");
        FunctionJson.Write(services.GetRequiredService<FunctionCatalog>(), directory);
        return Task.FromResult(0);
    }
}
