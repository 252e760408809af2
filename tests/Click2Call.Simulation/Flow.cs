using Click2Call.Calls;

namespace Click2Call.Simulation;

/// <summary>One piece of work on a worker: a request, an alarm, an event, a sweep.</summary>
internal sealed class Flow(Worker worker, string name)
{
    public Worker Worker => worker;

    public string Name => name;

    /// <summary>The calls that this piece of work has committed.</summary>
    public List<CallId> Committed { get; } = [];

    /// <summary>Its caller was told an error: what it commits must never ring.</summary>
    public bool Denied { get; set; }

    /// <summary>What the other side does when the worker dies under it.</summary>
    public Action? Cut { get; init; }

    /// <summary>What a switch holds back until the work is done.</summary>
    public List<Func<Task>> HeldBack { get; } = [];

    public override string ToString() => $"{worker.Name}/{name}";
}
