using Click2Call.Accounts;

namespace Click2Call.Flows;

/// <summary>
/// Goes through a flow: pure, so that the same state and answer lead to the same place on every instance. What has
/// effects outside (a lead, an offer) it only names.
/// </summary>
/// <param name="script">The flow.</param>
/// <param name="account">Whose it is.</param>
/// <param name="now">The moment, for hours.</param>
public sealed class FlowWalk(FlowScript script, Account account, DateTimeOffset now)
{
    /// <summary>How many steps a call may go through; more is a caller who went away and a phone system that did not notice.</summary>
    public const int MostSteps = 1000;

    private const int KeptPath = 100;

    /// <summary>Goes on from a step until the phone system has something to do, or something outside is to be done.</summary>
    /// <param name="state">Where the call is.</param>
    /// <param name="step">The step to begin with.</param>
    /// <param name="chain">What the phone system is to do, in order; grows.</param>
    /// <exception cref="FlowBrokenException">The flow leads nowhere: not one that was imported without mistakes.</exception>
    public (FlowState State, FlowStep? Outside) Go(FlowState state, string? step, List<FlowStep> chain)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(chain);
        while (true)
        {
            var current = script.Find(step) ?? throw new FlowBrokenException("A step leads to one that is not there.");
            state = Note(state, current.Id);
            switch (current.Kind)
            {
                case FlowStepKind.Branch:
                    step = Way(current, ValueOf(current.On, state));
                    continue;
                case FlowStepKind.Set:
                    state = Set(state, current.Into!, FlowText.Fill(current.Text ?? "", state.Variables));
                    step = current.Next;
                    continue;
                case FlowStepKind.Lead or FlowStepKind.Offer or FlowStepKind.Accept:
                    return (state, current);
                default:
                    chain.Add(current);
                    if (current.Asks || current.IsLast)
                        return (state with { Step = current.Asks ? current.Id : null }, null);
                    step = current.Next;
                    continue;
            }
        }
    }

    /// <summary>The step that an answer leads to, with the answer in its variable.</summary>
    public (FlowState State, string? Next) Take(FlowState state, string answer)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(answer);
        var step = script.Find(state.Step) ?? throw new FlowBrokenException("The step whose answer came is not there.");
        state = Set(state, step.Into ?? step.Id, answer);
        if (step.Kind == FlowStepKind.Menu)
            return (state, step.Keys.FirstOrDefault(key => key.Name == answer)?.Value ?? step.Otherwise);
        return (state, Way(step, answer));
    }

    /// <summary>Sets a variable.</summary>
    public static FlowState Set(FlowState state, string variable, string value)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { Variables = new Dictionary<string, string>(state.Variables, StringComparer.Ordinal) { [variable] = value } };
    }

    private string? Way(FlowStep step, string value)
    {
        var local = Local();
        return step.Cases.FirstOrDefault(one => one.Takes(value, local, account.DefaultRegion) && IsOpen(one.Hours))?.Next ?? step.Otherwise ?? step.Next;
    }

    // Hours that an import took away are closed.
    private bool IsOpen(string? hours) => hours is null || account.Hours.FirstOrDefault(one => one.Id == hours)?.IsOpen(now) == true;

    private static string ValueOf(string? what, FlowState state) => what is null ? "" : state.Variables.GetValueOrDefault(what, "");

    private DateTime Local() => TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out var zone)
        ? TimeZoneInfo.ConvertTime(now, zone).DateTime
        : now.UtcDateTime;

    private static FlowState Note(FlowState state, string step) => state.Steps >= MostSteps
        ? throw new FlowBrokenException("The call goes round and round.") { WentOn = true }
        : state with { Steps = state.Steps + 1, Path = [.. state.Path.Append(step).TakeLast(KeptPath)] };
}
