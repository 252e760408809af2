using System.Diagnostics;

namespace Click2Call.Testing;

/// <summary>
/// The app as it is shipped: <c>dotnet publish</c>, self-contained and ReadyToRun, once for all test processes. It is built
/// beside the tests' own binaries, so that it disturbs neither them nor a developer's build.
/// </summary>
public static class PublishedApp
{
    private static readonly Lazy<Task<string>> Once = new(Publish);

    /// <summary>The published folder. Publishes only when a source is newer than what is there.</summary>
    public static Task<string> Folder() => Once.Value;

    private static async Task<string> Publish()
    {
        var work = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "out", "test-publish")).FullName;
        var folder = Path.Combine(work, "app");
        var stamp = Path.Combine(work, "stamp");
        await using var alone = await TakeTurn(Path.Combine(work, ".lock"));
        if (File.Exists(stamp) && File.GetLastWriteTimeUtc(stamp) > NewestSource())
            return folder;

        // Set before the build, so that a source saved meanwhile is newer.
        var begun = new FileInfo(Path.Combine(work, "begun"));
        await File.WriteAllTextAsync(begun.FullName, "");
        begun.Refresh();
        await Run("dotnet", ["publish", Path.Combine("src", "Click2Call.Functions"), "-c", "Release", "-p:ThisSystem=true", "-o", folder, "--artifacts-path", Path.Combine(work, "artifacts")]);
        await File.WriteAllTextAsync(stamp, "");
        File.SetLastWriteTimeUtc(stamp, begun.LastWriteTimeUtc);
        return folder;
    }

    private static DateTime NewestSource()
    {
        var root = new DirectoryInfo(RepositoryRoot.Path);
        return new[] { "src" }.SelectMany(name => root.EnumerateDirectories(name)).SelectMany(Sources)
            .Concat(root.EnumerateFiles("*.props")).Concat(root.EnumerateFiles("*.targets")).Concat(root.EnumerateFiles("*.json"))
            .Max(file => file.LastWriteTimeUtc);
    }

    private static IEnumerable<FileInfo> Sources(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(child => child.Name is not ("bin" or "obj")).SelectMany(Sources));

    private static async Task Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A build server left behind would hold our output open and the test run with it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet publish failed:\n{await output}\n{await error}");
    }

    private static async Task<FileStream> TakeTurn(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            }
        }
    }
}
