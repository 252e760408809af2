using System.Diagnostics;
using Click2Call.Calls;

namespace Click2Call.Testing;

/// <summary>
/// Crashes or freezes this process at one step of a call, for the tests that prove that it does no harm. Only in
/// Development, only by the setting <c>CLICK2CALL_FAULT</c>, such as <c>Committed:kill:/tmp/struck</c> or
/// <c>AlarmSet:stop:/tmp/struck</c>. It strikes once: not when the file is there, which it makes.
/// </summary>
internal sealed class StepFault(CallStep step, bool kill, string mark, TimeProvider time) : IStepWatch
{
    /// <summary>The setting.</summary>
    public const string Setting = "CLICK2CALL_FAULT";

    private int _struck;

    /// <summary>The fault that the setting names; null for none.</summary>
    public static StepFault? From(string? setting, TimeProvider time)
    {
        var parts = setting?.Split(':', 3) ?? [];
        return parts is [var step, "kill" or "stop", var mark] && Enum.TryParse<CallStep>(step, out var at)
            ? new StepFault(at, parts[1] == "kill", mark, time)
            : null;
    }

    /// <inheritdoc />
    public async ValueTask Reached(CallStep reached, CallId call)
    {
        if (reached != step || Interlocked.Exchange(ref _struck, 1) != 0 || File.Exists(mark))
            return;
        await File.WriteAllTextAsync(mark, call.ToString());
        using var me = Process.GetCurrentProcess();
        if (kill)
            me.Kill();

        // SIGSTOP: the process stands still until somebody sends SIGCONT.
        using var stop = Process.Start("kill", ["-STOP", me.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await stop.WaitForExitAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(50), time);
    }
}
