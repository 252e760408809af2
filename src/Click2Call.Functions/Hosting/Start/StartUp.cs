using Click2Call.Storage.Rest;

namespace Click2Call.Hosting.Start;

/// <summary>Turns whatever ends the process into an exit code, and a mistake in the settings into one sentence.</summary>
internal static class StartUp
{
    /// <summary>Runs the app. What the operator can put right is said in one sentence; anything else is a bug and keeps its stack trace.</summary>
    public static async Task<int> Guard(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is StartUpException or StorageSettingsException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
#pragma warning disable CA1031 // The last stop: the Functions host restarts us for any code but 0.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"Click2Call ended unexpectedly. {e}");
            return 70;
        }
    }
}
