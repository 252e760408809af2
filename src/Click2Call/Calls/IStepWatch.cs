namespace Click2Call.Calls;

/// <summary>Told between durable steps. The app's own does nothing; tests crash or freeze there.</summary>
public interface IStepWatch
{
    /// <summary>A step is done and the next has not begun.</summary>
    ValueTask Reached(CallStep step, CallId call);
}
