using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Click2Call.Tests.Numbers;

/// <summary>Runs the project's Node scripts and installs their packages once.</summary>
internal static class Node
{
    private static readonly Lock Installing = new();

    /// <summary>The folder of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The lines that a script prints.</summary>
    /// <param name="folder">The script's folder, below the repository.</param>
    /// <param name="arguments">The script and its arguments.</param>
    public static List<string> Lines(string folder, params string[] arguments)
    {
        var path = Path.Combine(Repository, folder);
        Install(path);
        return Run(path, "node", arguments);
    }

    private static void Install(string folder)
    {
        lock (Installing)
        {
            // npm writes this file last, so an installation that was broken off is not taken for a whole one.
            var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
            if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
                return;
            Run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        }
    }

    private static List<string> Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
            lines.Add(line);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return lines;
    }

    private static string FindRepository([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
