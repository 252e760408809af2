using System.Diagnostics;

namespace Click2Call.Testing.Asterisk;

/// <summary>Asterisk, SIPp and baresip in the repository's own folder, fetched when they are not there (tools/asterisk/fetch.sh).</summary>
public static class AsteriskInstall
{
    private const int CannotExist = 3;

    private static readonly Lazy<Task<string?>> Once = new(Fetch);

    /// <summary>The folder with <c>bin</c>, <c>modules</c> and <c>data</c>.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "out", "asterisk");

    /// <summary>A program of it.</summary>
    public static string Program(string name) => Path.Combine(Folder, "bin", name);

    /// <summary>Fetches it unless it is there.</summary>
    /// <returns>Null, or why it cannot exist on this machine.</returns>
    public static Task<string?> Ensure() => Once.Value;

    private static async Task<string?> Fetch()
    {
        if (!OperatingSystem.IsLinux())
            return "Asterisk is fetched as Debian's packages, and this is no Linux.";
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(RepositoryRoot.Path, "tools", "asterisk", "fetch.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode switch
        {
            0 => null,
            CannotExist => (await output).Trim().Split('\n')[^1],
            _ => throw new InvalidOperationException($"tools/asterisk/fetch.sh failed: {await output}{await error}"),
        };
    }
}
