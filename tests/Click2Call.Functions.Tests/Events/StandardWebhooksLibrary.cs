using System.Diagnostics;
using System.Text.Json;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests.Events;

/// <summary>The npm package <c>standardwebhooks</c>: what receivers verify with.</summary>
internal static class StandardWebhooksLibrary
{
    /// <summary>Whether the library takes a request for one of ours; null where it could not be installed.</summary>
    public static async Task<bool?> Verifies(Receiver.Post post, string secret)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "tests", "standardwebhooks");
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")) && (await Run(folder, "npm", "", "ci", "--ignore-scripts", "--no-progress")).Code != 0)
            return null;
        var question = JsonSerializer.Serialize(new
        {
            secret,
            headers = post.Headers.Where(header => header.Key.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase)).ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value),
            body = post.Body,
            now = long.Parse(post.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture),
        });
        var (code, said) = await Run(folder, "node", question, "webhook.js", "verify");
        Assert.True(code == 0, said);
        using var answer = JsonDocument.Parse(said);
        return answer.RootElement.GetProperty("ok").GetBoolean();
    }

    /// <summary>Whether the receiver that docs/events.md shows takes a request for one of ours.</summary>
    public static async Task<bool> DocumentedReceiverTakes(Receiver.Post post, string secret)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "events.md"), TestContext.Current.CancellationToken);
        var example = page.Split("```js\n")[1].Split("```")[0];
        var question = JsonSerializer.Serialize(new
        {
            secret,
            headers = post.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value),
            body = post.Body,
            now = long.Parse(post.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture),
        });
        var (code, said) = await Run(
            RepositoryRoot.Path, "node", question, "-e", example + "const q = JSON.parse(require('fs').readFileSync(0, 'utf8')); console.log(isFromClick2Call(q.headers, q.body, q.secret, q.now));");
        Assert.True(code == 0, said);
        return said.Trim() == "true";
    }

    private static async Task<(int Code, string Said)> Run(string folder, string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["npm_config_loglevel"] = "error";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await error);
    }
}
