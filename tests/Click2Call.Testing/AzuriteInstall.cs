using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Click2Call.Testing;

/// <summary>Puts the pinned Azurite beside its lock file (tools/azurite), once for all test processes.</summary>
internal static class AzuriteInstall
{
    /// <summary>The folder with package.json, its lock file and node_modules.</summary>
    public static string Folder { get; } = Path.Combine(Root(), "tools", "azurite");

    /// <summary>Runs <c>npm ci</c> unless what is installed is at least as new as the lock file.</summary>
    public static async Task Ensure()
    {
        if (IsInstalled())
            return;
        await using var alone = await TakeTurn();
        if (IsInstalled())
            return;

        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(new ProcessStartInfo(npm, ["ci", "--ignore-scripts", "--no-progress"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in {Folder} failed: {await output}{await error}");
    }

    /// <summary>npm writes its own copy of the lock file last, so it is there only after a whole installation.</summary>
    private static bool IsInstalled()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));
    }

    private static async Task<FileStream> TakeTurn()
    {
        // One file per clone, outside it; the system frees it when a process dies.
        var clone = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..16];
        var path = Path.Combine(Path.GetTempPath(), $"click2call-azurite-{clone}.lock");
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

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Click2Call.Functions.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
    }
}
