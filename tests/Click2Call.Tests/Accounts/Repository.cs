namespace Click2Call.Tests.Accounts;

/// <summary>The files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    public static string Text(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Click2Call.Functions.sln")))
                return File.ReadAllText(Path.Combine(folder.FullName, path));
        }

        throw new FileNotFoundException($"No repository around {AppContext.BaseDirectory}.");
    }
}
