using System.Diagnostics;
using System.Text.Json;
using Click2Call.Testing;

namespace Click2Call.Crm.Tests;

/// <summary>The reference library of Standard Webhooks, in tests/standardwebhooks.</summary>
internal static class NodeWebhook
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "standardwebhooks");
    private static readonly Lock Installing = new();

    public static JsonElement Ask(string command, string question)
    {
        Install();
        using var answer = JsonDocument.Parse(Run("node", question, "webhook.js", command));
        return answer.RootElement.Clone();
    }

    private static void Install()
    {
        lock (Installing)
        {
            // npm writes this file last.
            if (!File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
                Run("npm", "", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        }
    }

    private static string Run(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
