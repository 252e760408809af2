using System.Globalization;
using Click2Call.Hosting.Start;

namespace Click2Call.Hosting.Development;

/// <summary>
/// Installs and starts the pinned Azurite of tools/azurite. Its data are in <c>.azurite</c> at the top of the repository.
/// It reads from a pipe that only we hold, so it ends with us in good order even when we are killed.
/// </summary>
internal sealed partial class AzuriteStarter(TimeProvider clock, ILogger<AzuriteStarter> log)
{
    public const int BlobPort = 10000;
    public const int QueuePort = 10001;
    public const int TablePort = 10002;

    // npm on a slow line; Azurite itself is there within two seconds.
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="StartUpException">There is no Node, no tools/azurite, or a port is taken.</exception>
    public async Task<IAsyncDisposable> Start()
    {
        var root = FindRoot() ?? throw new StartUpException(
            "No storage emulator listens at 127.0.0.1:10001 and 10002, and Azurite's folder tools/azurite is not here to start one; set AzureWebJobsStorage, or start Azurite yourself.");
        foreach (var port in (int[])[BlobPort, QueuePort, TablePort])
        {
            if (await DevelopmentStorage.Listens(port))
                throw new StartUpException($"Port {port} is in use by another program and Azurite, the storage emulator, needs 10000 to 10002; end that program, or set AzureWebJobsStorage to another account.");
        }

        var tools = Path.Combine(root, "tools", "azurite");
        await CheckNode(tools);
        if (!IsInstalled(tools))
            await Install(tools);
        Log.Starting(log);
        return await Run(tools, Directory.CreateDirectory(Path.Combine(root, ".azurite")).FullName);
    }

    private static string? FindRoot() =>
        new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }.SelectMany(Upwards)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "tools", "azurite", "run.cjs")));

    private static IEnumerable<string> Upwards(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }

    private async Task CheckNode(string folder)
    {
        var node = await ChildProcess.TryRun("node", ["--version"], folder, InstallPatience, clock);
        var major = node is { ExitCode: 0 } ? node.Output.Trim().TrimStart('v').Split('.')[0] : null;
        if (!int.TryParse(major, CultureInfo.InvariantCulture, out var version) || version < 20)
        {
            var found = node is null ? "none was found on the PATH" : $"'node --version' says '{node.Output.Trim()}'";
            throw new StartUpException($"Node.js 20 or newer is needed to run Azurite, the storage emulator, and {found}; install it, or set AzureWebJobsStorage to a storage account.");
        }
    }

    /// <summary>npm writes its own copy of the lock file last, so it is there only after a whole installation.</summary>
    private static bool IsInstalled(string folder)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    private async Task Install(string folder)
    {
        // Tests may be installing it at this moment; npm ci begins by deleting what is there.
        await using var alone = await TakeTurn(folder);
        if (IsInstalled(folder))
            return;
        Log.Installing(log);
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var done = await ChildProcess.TryRun(npm, ["ci", "--ignore-scripts", "--no-progress"], folder, InstallPatience, clock)
            ?? throw new StartUpException("npm is needed to install Azurite, the storage emulator, and was not found on the PATH; install it with Node.js 20 or newer.");
        if (done.ExitCode != 0)
            throw new StartUpException($"'npm ci' in {folder} failed ({ChildProcess.LastLine(done.Error)}); run it there to see why.");
    }

    private async Task<FileStream> TakeTurn(string folder)
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, ".install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), clock);
            }
        }
    }

    private async Task<IAsyncDisposable> Run(string tools, string data)
    {
        var azurite = ChildProcess.Start("node",
            ["run.cjs", "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", data, "--blobPort", Text(BlobPort), "--queuePort", Text(QueuePort), "--tablePort", Text(TablePort)],
            tools);
        var started = clock.GetTimestamp();
        while (!(await DevelopmentStorage.Listens(QueuePort) && await DevelopmentStorage.Listens(TablePort)))
        {
            if (azurite.HasExited || clock.GetElapsedTime(started) > StartPatience)
            {
                await azurite.DisposeAsync();
                throw new StartUpException($"Azurite, the storage emulator, did not start ({azurite.LastWords}); delete the folder {data} if its data are broken, or set AzureWebJobsStorage.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), clock);
        }

        return azurite;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(130, LogLevel.Information, "Installing Azurite, the storage emulator (once).")]
        public static partial void Installing(ILogger log);

        [LoggerMessage(131, LogLevel.Information, "Starting Azurite, the storage emulator, at 127.0.0.1:10000 to 10002.")]
        public static partial void Starting(ILogger log);
    }
}
