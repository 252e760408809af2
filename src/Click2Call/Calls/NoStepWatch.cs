namespace Click2Call.Calls;

/// <summary>Watches nothing.</summary>
public sealed class NoStepWatch : IStepWatch
{
    /// <inheritdoc />
    public ValueTask Reached(CallStep step, CallId call) => ValueTask.CompletedTask;
}
