using System.Diagnostics;
using System.Globalization;

namespace Click2Call.Testing.Asterisk;

/// <summary>
/// A program that does not outlive us: a shell holds it, reads our pipe, and kills it when the pipe ends, which it also
/// does when the test process is killed.
/// </summary>
internal sealed class LeashedProcess : IAsyncDisposable
{
    // It waits for the end: on a busy machine who was killed is there for a while, and whoever is started again in its place would meet it.
    private const string Leash = "exec 3<&0; \"$@\" </dev/null 3<&- & p=$!; echo $p; cat <&3 >/dev/null; kill -9 $p; wait $p";

    private readonly Process _shell;
    private readonly List<string> _said;

    private LeashedProcess(Process shell, int id, List<string> said) => (_shell, Id, _said) = (shell, id, said);

    /// <summary>The program's own process.</summary>
    public int Id { get; }

    /// <summary>Whether it has ended by itself.</summary>
    public bool Ended
    {
        get
        {
            // A child that has died and was not waited for is still there, as a zombie.
            try
            {
                return File.ReadAllText($"/proc/{Id.ToString(CultureInfo.InvariantCulture)}/stat").Split(") ")[1][0] is 'Z' or 'X';
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>What it has written.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    public static async Task<LeashedProcess> Start(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Leash, "leash", program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var shell = Process.Start(start)!;
        var id = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        List<string> said = [];
        _ = Keep(shell.StandardOutput, said);
        _ = Keep(shell.StandardError, said);
        return new(shell, id, said);
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL).</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static async Task Keep(StreamReader from, List<string> said)
    {
        try
        {
            while (await from.ReadLineAsync() is { } line)
            {
                lock (said)
                {
                    said.Add(line);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }
}
