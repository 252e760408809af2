using System.Diagnostics;

namespace Click2Call.Faults;

/// <summary>Puts pinned npm packages beside their lock file.</summary>
internal static class NpmInstall
{
    public static async Task Ensure(string folder)
    {
        // npm writes its own copy of the lock file last.
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
            return;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"]) { WorkingDirectory = folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci failed in {folder}.");
    }
}
