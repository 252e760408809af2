using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Click2Call.Functions.Tests.Infra;

/// <summary>Azure's own Bicep compiler: what it says of a file, and which resources it predicts for given parameters. It asks nobody.</summary>
internal static class BicepCompiler
{
    private static readonly string? Program = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(data => data.Key == "Bicep")?.Value;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Skips the test where the feed has no compiler for the system.</summary>
    public static void Need() => Assert.SkipWhen(Program is null, "There is no Bicep compiler for this system.");

    /// <summary>Compiles a file; returns the template and every error, warning and hint of the linter.</summary>
    public static async Task<(string Template, string Findings)> Build(string path)
    {
        var (_, output, findings) = await Run(["build", path, "--stdout", "--no-restore"]);
        return (output, findings);
    }

    /// <summary>The resources that a deployment of infra/main.bicep would make.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Predict(params (string Name, string Value)[] parameters)
    {
        var folder = Directory.CreateTempSubdirectory("c2c-bicep-");
        try
        {
            foreach (var file in Bicep.Files)
            {
                var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Bicep.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            var asked = Path.Combine(folder.FullName, "asked.bicepparam");
            await File.WriteAllTextAsync(asked, "using 'main.bicep'\nparam environmentName = 'test'\nparam location = 'westeurope'\n" + string.Concat(parameters.Select(parameter => $"param {parameter.Name} = {parameter.Value}\n")), Ct);
            var (code, _, findings) = await Run(["snapshot", asked, "--mode", "overwrite", "--subscription-id", "11111111-2222-4333-8444-555555555555", "--location", "westeurope"]);
            Assert.True(code == 0, findings);
            using var snapshot = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.ChangeExtension(asked, ".snapshot.json"), Ct));
            return [.. snapshot.RootElement.GetProperty("predictedResources").EnumerateArray().Select(resource => resource.Clone())];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output, string Findings)> Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BICEP_TRACING_ENABLED"] = "false";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Ct);
        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return (process.ExitCode, output, await error);
    }
}
