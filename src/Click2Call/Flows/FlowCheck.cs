using System.Globalization;

namespace Click2Call.Flows;

/// <summary>Finds what is wrong with a flow as a whole: steps that lead nowhere, that nobody reaches, that go round without asking anybody.</summary>
internal static class FlowCheck
{
    /// <summary>Every mistake, with the member that it is in.</summary>
    /// <param name="script">The flow.</param>
    /// <param name="sound">Whether the steps could be read; if not, only what surely is wrong is told.</param>
    public static IEnumerable<(string? Member, string Sentence)> Mistakes(FlowScript script, bool sound)
    {
        var places = script.Steps.Select((step, index) => (step, index)).GroupBy(one => one.step.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().index, StringComparer.Ordinal);
        var whole = true;
        foreach (var (step, index) in script.Steps.Select((step, index) => (step, index)))
        {
            foreach (var (member, target) in step.Exits().Where(exit => exit.Step.Length > 0 && !places.ContainsKey(exit.Step)))
            {
                whole = false;
                yield return (At(index, member), $"there is no step '{target}'; the flow has {string.Join(", ", places.Keys)}.");
            }
        }

        foreach (var mistake in Unknown(script))
            yield return mistake;
        if (!whole || !sound || script.Steps.Count == 0)
            yield break;
        foreach (var mistake in Unreached(script, places).Concat(Rounds(script, places)).Concat(BeforeCharge(script, places)))
            yield return mistake;
    }

    private static string At(int index, string? member = null) =>
        string.Create(CultureInfo.InvariantCulture, $"steps[{index}]{(member is null ? "" : ".")}{member}");

    private static IEnumerable<(string?, string)> Unknown(FlowScript script)
    {
        var known = FlowText.Given
            .Concat(script.Variables.Select(variable => variable.Name))
            .Concat(script.Steps.Where(step => step.Asks || step.Into is not null).Select(step => step.Into ?? step.Id))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (step, index) in script.Steps.Select((step, index) => (step, index)))
        {
            foreach (var (member, text) in step.Texts())
            {
                foreach (var name in FlowText.VariablesIn(text).Where(name => !known.Contains(name)))
                    yield return (At(index, member), $"nothing sets the variable '{name}'; there are {string.Join(", ", known)}.");
            }

            if (step is { Kind: FlowStepKind.Branch, On: { } on } && on != "time" && !known.Contains(on))
                yield return (At(index, "on"), $"nothing sets '{on}'; a branch is on time, or on one of {string.Join(", ", known)}.");
        }
    }

    private static IEnumerable<(string?, string)> Unreached(FlowScript script, Dictionary<string, int> places)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([script.Steps[0].Id]);
        while (open.TryPop(out var id))
        {
            if (!reached.Add(id))
                continue;
            foreach (var (_, next) in script.Steps[places[id]].Exits())
                open.Push(next);
        }

        return script.Steps.Select((step, index) => (step, index)).Where(one => !reached.Contains(one.step.Id))
            .Select(one => ((string?)At(one.index), $"no step leads to '{one.step.Id}'; remove it or lead somebody there."));
    }

    // A round in which nobody is asked anything never ends: not for the caller, and not for us.
    private static IEnumerable<(string?, string)> Rounds(FlowScript script, Dictionary<string, int> places)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in script.Steps.Where(step => !step.NeedsPerson))
        {
            if (Round(start.Id, []) is { } round)
                yield return (At(places[round[0]]), $"the steps {string.Join(" → ", round.Append(round[0]))} go round without asking the caller anything.");
        }

        List<string>? Round(string id, List<string> way)
        {
            var step = script.Steps[places[id]];
            if (step.NeedsPerson || done.Contains(id))
                return null;
            if (way.IndexOf(id) is >= 0 and var from)
            {
                done.UnionWith(way);
                return way[from..];
            }

            way.Add(id);
            foreach (var (_, next) in step.Exits())
            {
                if (Round(next, way) is { } found)
                    return found;
            }

            way.RemoveAt(way.Count - 1);
            done.Add(id);
            return null;
        }
    }

    // "Any task involving a credit card payment is always exactly one creditCard module, never wrapped in simpleMessage"
    // (Technoline API Module Documentation, creditCard): a message before it would stand in the same reply.
    private static IEnumerable<(string?, string)> BeforeCharge(FlowScript script, Dictionary<string, int> places)
    {
        foreach (var (step, index) in script.Steps.Select((step, index) => (step, index)))
        {
            if (step.Kind is FlowStepKind.Say or FlowStepKind.Broadcasts && Silent(step.Next, []) is { } charge)
                yield return (At(index, "next"), $"a message cannot lead to the charge '{charge}': the phone system says everything itself; ask something in between or leave the message out.");
        }

        string? Silent(string? id, HashSet<string> seen)
        {
            if (id is null || !seen.Add(id))
                return null;
            var step = script.Steps[places[id]];
            if (step.Kind == FlowStepKind.Charge)
                return id;
            if (step.Kind is FlowStepKind.Dial or FlowStepKind.DialIp)
                return Blocked(step).Select(next => Silent(next, seen)).FirstOrDefault(found => found is not null);
            return step.Asks || step.IsLast ? null : step.Exits().Select(exit => Silent(exit.Step, seen)).FirstOrDefault(found => found is not null);
        }

        // A number that may not be dialled never comes to the phone system: the flow goes on in the same reply, as if INVALID had come.
        static IEnumerable<string> Blocked(FlowStep step)
        {
            foreach (var way in step.Cases.Where(way => way.MayTake(FlowText.Invalid, null)))
            {
                yield return way.Next;
                if (way.IsAlways)
                    yield break;
            }

            if ((step.Otherwise ?? step.Next) is { } next)
                yield return next;
        }
    }
}
