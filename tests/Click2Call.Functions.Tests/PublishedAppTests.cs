using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Click2Call.Hosting.Catalog;
using Click2Call.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Click2Call.Functions.Tests;

/// <summary>What is shipped: self-contained, ReadyToRun, with everything that the Functions host reads.</summary>
public sealed partial class PublishedAppTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serves_health_and_nothing_for_unknown_names()
    {
        await using var host = await FunctionsHostStub.Start(new(await PublishedApp.Folder(), azurite.ConnectionString));
        using var client = new HttpClient();
        Assert.Equal("""{"status":"live"}""", await client.GetStringAsync(new Uri(host.Address, "health/live"), Cancel));
        Assert.Equal("""{"status":"ready"}""", await client.GetStringAsync(new Uri(host.Address, "health/ready"), Cancel));
        using var unknown = await client.GetAsync(new Uri(host.Address, "no/such/thing"), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var posted = await client.PostAsync(new Uri($"http://127.0.0.1:{host.WorkerPort}/no-such-function"), new StringContent("{}"), Cancel);
        Assert.False(posted.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Says_that_storage_is_down_without_telling_where_it_is()
    {
        using var nobody = new Nobody();
        var port = nobody.Port;
        var down = $"AccountName=secretname;AccountKey=AAAA;QueueEndpoint=http://127.0.0.1:{port}/secretname;TableEndpoint=http://127.0.0.1:{port}/secretname";
        await using var host = await FunctionsHostStub.Start(new(await PublishedApp.Folder(), down) { PumpsQueues = false });
        using var client = new HttpClient();
        using var ready = await client.GetAsync(new Uri(host.Address, "health/ready"), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var text = await ready.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Storage does not answer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secretname", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_a_function_json_for_each_function_of_the_catalog_and_no_other()
    {
        var folder = await PublishedApp.Folder();
        using var services = new ServiceCollection().BuildServiceProvider();
        var catalog = new FunctionCatalog();
        AllFunctions.Map(catalog, services);
        var written = Directory.EnumerateFiles(folder, "function.json", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, Path.GetDirectoryName(file)!), File.ReadAllText);
        Assert.Equal(FunctionJson.Files(catalog).ToDictionary(file => file.Name, file => System.Text.Encoding.UTF8.GetString(file.Json)), written);
        Assert.All(written.Keys, name => Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(folder, name))));
    }

    [Fact]
    public async Task Names_its_executable_in_host_json_and_ships_no_rubbish()
    {
        var folder = await PublishedApp.Folder();
        using var host = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "host.json"), Cancel));
        var name = host.RootElement.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString();
        Assert.Equal(OperatingSystem.IsWindows() ? "click2call.exe" : "click2call", name);
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(Path.Combine(folder, name!)).HasFlag(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));

        Assert.True(File.Exists(Path.Combine(folder, "local.settings.example.json")));
        Assert.False(File.Exists(Path.Combine(folder, "local.settings.json")));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.xml"));
        Assert.Empty(Directory.EnumerateFiles(folder, "web.config"));
        Assert.Empty(Directory.EnumerateFiles(folder, "packages.lock.json"));
        Assert.Empty(Directory.EnumerateFiles(folder, "Click2Call.Functions").Concat(Directory.EnumerateFiles(folder, "Click2Call.Functions.exe")));

        // Two files that differ in case only are one on Windows and macOS.
        Assert.DoesNotContain(Directory.EnumerateFiles(folder).GroupBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase), same => same.Count() > 1);
    }

    [Fact]
    public async Task Is_compiled_ahead_of_time_and_brings_its_own_runtime()
    {
        var folder = await PublishedApp.Folder();
        Assert.True(File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "coreclr.dll" : OperatingSystem.IsMacOS() ? "libcoreclr.dylib" : "libcoreclr.so")));
        using var reader = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(Path.Combine(folder, "Click2Call.Functions.dll")));
        Assert.NotEqual(0, reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    /// <summary>The platform's image is not documented; Debian 11's C library, 2.31, is the oldest that it can have.</summary>
    [Fact]
    public async Task Needs_no_newer_C_library_than_the_platform_has()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has this C library.");
        var folder = await PublishedApp.Folder();
        var natives = Directory.EnumerateFiles(folder, "*.so").Append(Path.Combine(folder, "click2call")).ToList();
        Assert.True(natives.Count > 5);
        foreach (var native in natives)
        {
            using var process = Process.Start(new ProcessStartInfo("objdump", ["-T", native]) { RedirectStandardOutput = true })!;
            var symbols = await process.StandardOutput.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            Assert.Equal(0, process.ExitCode);
            var newest = GlibcVersion().Matches(symbols).Select(match => Version.Parse(match.Groups[1].Value)).DefaultIfEmpty(new Version(0, 0)).Max();
            Assert.True(newest <= new Version(2, 31), $"{Path.GetFileName(native)} needs glibc {newest}.");
        }
    }

    [GeneratedRegex(@"GLIBC_(\d+\.\d+)")]
    private static partial Regex GlibcVersion();
}
