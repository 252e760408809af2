namespace Click2Call.Testing;

/// <summary>Where the sources are.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder of the solution, found upwards from the tests' own.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Click2Call.Functions.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
    }
}
