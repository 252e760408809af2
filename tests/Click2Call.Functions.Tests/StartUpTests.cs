using System.Net;
using System.Net.Sockets;
using Click2Call.Accounts.Hours;
using Click2Call.Hosting.Start;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

/// <summary>Each mistake of an operator gives one clear sentence on stderr and an exit code that is not 0.</summary>
public sealed class StartUpTests : IDisposable
{
    private readonly Probe _probe = new();

    [Fact]
    public async Task Storage_that_is_not_configured() => await Says(
        "Storage is not configured: set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName to an account that a managed identity may use.",
        "");

    [Fact]
    public async Task Storage_that_nobody_answers_for()
    {
        using var nobody = new Nobody();
        var port = nobody.Port;
        await Says(
            $"The storage account at http://127.0.0.1:{port}/demo can't be reached; check AzureWebJobsStorage and whether the account is up.",
            $"AccountName=demo;AccountKey=AAAA;QueueEndpoint=http://127.0.0.1:{port}/demo;TableEndpoint=http://127.0.0.1:{port}/demo");
    }

    [Fact]
    public async Task Storage_that_refuses_our_key()
    {
        await using var azurite = await Azurite.Start();
        var wrong = System.Text.RegularExpressions.Regex.Replace(azurite.ConnectionString, "AccountKey=[^;]*", "AccountKey=AAAA");
        var endpoint = System.Text.RegularExpressions.Regex.Match(wrong, "QueueEndpoint=([^;]*)").Groups[1].Value;
        await Says($"The storage account at {endpoint} refuses our key or identity; check AzureWebJobsStorage.", wrong);
    }

    [Fact]
    public async Task A_machine_without_time_zone_data() => await Says(TimeZones.NoData, "UseDevelopmentStorage=true", ("TZDIR", "/nowhere"));

    [Fact]
    public async Task A_wrong_setting() => await Says(
        "StandAlone__QueueConcurrency is 'all'; it must be a number from 1 to 64.", "UseDevelopmentStorage=true", ("StandAlone__QueueConcurrency", "all"));

    [Fact]
    public async Task A_port_from_the_Functions_host_that_is_none() => await Says(
        "FUNCTIONS_CUSTOMHANDLER_PORT is 'http'; it must be a port and is set by the Functions host, by nobody else.", "UseDevelopmentStorage=true", ("FUNCTIONS_CUSTOMHANDLER_PORT", "http"));

    [Fact]
    public async Task A_port_of_the_Functions_host_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await Says(
            $"Port {port} is in use by another program; end that one, or set FUNCTIONS_CUSTOMHANDLER_PORT to another address.", "UseDevelopmentStorage=true", ("FUNCTIONS_CUSTOMHANDLER_PORT", $"{port}"));
    }

    [Fact]
    public async Task An_address_that_is_none()
    {
        await using var azurite = await Azurite.Start();
        await using var app = AppProcess.Start(Probe.Executable, ["--urls=nonsense"], [("AzureWebJobsStorage", azurite.ConnectionString)]);
        Assert.NotEqual(0, await app.Ended());
        Assert.Matches("^The address nonsense can't be listened on \\(.*\\); set ASPNETCORE_URLS to another address\\.$", Assert.Single(app.Errors));
    }

    [Fact]
    public async Task No_Node_for_the_emulator() => await SaysWithNode(
        "echo nothing >&2; exit 127",
        "Node.js 20 or newer is needed to run Azurite, the storage emulator, and 'node --version' says ''; install it, or set AzureWebJobsStorage to a storage account.");

    [Fact]
    public async Task A_Node_that_is_too_old_for_the_emulator() => await SaysWithNode(
        "echo v18.20.4",
        "Node.js 20 or newer is needed to run Azurite, the storage emulator, and 'node --version' says 'v18.20.4'; install it, or set AzureWebJobsStorage to a storage account.");

    [Fact]
    public async Task No_Node_at_all_for_the_emulator() => await SaysWithNode(
        null,
        "Node.js 20 or newer is needed to run Azurite, the storage emulator, and none was found on the PATH; install it, or set AzureWebJobsStorage to a storage account.");

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("7072", 7072)]
    public void Stands_alone_unless_the_Functions_host_gives_a_port(string? setting, int? port) =>
        Assert.Equal(port, HostChoice.Read(_ => setting).Port);

    public void Dispose() => _probe.Dispose();

    /// <summary>Nothing is configured in Development; <c>node</c> is this script, or not there.</summary>
    private async Task SaysWithNode(string? script, string sentence)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for node is a shell script.");
        Assert.SkipWhen(await Hosting.Development.DevelopmentStorage.Listens(10001), "An emulator runs on this machine, so none is started.");
        var path = Directory.CreateDirectory(Path.Combine(_probe.Folder, "path")).FullName;
        if (script is not null)
        {
            var node = Path.Combine(path, "node");
            await File.WriteAllTextAsync(node, "#!/bin/sh\n" + script + "\n", TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await Says(sentence, "", ("DOTNET_ENVIRONMENT", "Development"), ("PATH", path));
    }

    private async Task Says(string sentence, string connectionString, params (string Name, string Value)[] settings)
    {
        await using var app = _probe.Alone(connectionString, FreePort.Next(), settings);
        Assert.NotEqual(0, await app.Ended());
        Assert.Equal([sentence], app.Errors);
    }
}
