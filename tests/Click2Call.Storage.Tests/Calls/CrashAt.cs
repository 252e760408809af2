using Click2Call.Calls;

namespace Click2Call.Storage.Tests.Calls;

/// <summary>Stops the work dead at a step, as a killed process does.</summary>
internal sealed class CrashAt : IStepWatch
{
    public CallStep? Step { get; set; }

    public ValueTask Reached(CallStep step, CallId call) =>
        step == Step ? throw new OperationCanceledException("killed") : ValueTask.CompletedTask;
}
