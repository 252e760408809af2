using Click2Call.Accounts;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>What of an account refers to a node of it.</summary>
internal static class ManagedReferences
{
    public static IEnumerable<string> To(Account account, ManagedNode node) => node.Type switch
    {
        "extension" => account.Groups.Where(group => group.Has(node.Number)).Select(group => $"group '{group.Id}'").Concat(Clicks(account, click => click.Extension == node.Number)),
        "group" => Clicks(account, click => click.Extension == node.Number),
        "hours" => Clicks(account, click => click.SharedHours == node.Number)
            .Concat(account.Flows.Where(flow => flow.Script.Steps.Any(step => step.Cases.Any(way => way.Hours == node.Number))).Select(flow => $"flow '{flow.Id}'")),
        _ => [],
    };

    private static IEnumerable<string> Clicks(Account account, Func<ClickToCall, bool> refers) =>
        account.ClickToCalls.Where(refers).Select(click => $"clickToCall '{click.Id}'");
}
