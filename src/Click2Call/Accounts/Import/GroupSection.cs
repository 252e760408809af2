using System.Globalization;
using Click2Call.Lines;

namespace Click2Call.Accounts.Import;

/// <summary>Reads the hunt groups of an account whose lines and extensions are known.</summary>
/// <param name="account">The account.</param>
/// <param name="capabilities">What each of its lines will be able to do.</param>
internal sealed class GroupSection(Account account, IReadOnlyDictionary<string, LineCapabilities> capabilities)
{
    private const LineCapabilities Tells = LineCapabilities.LookUp | LineCapabilities.ReportsProgress;

    private static readonly string[] Strategies = ["priority", "roundRobin", "longestIdle", "simultaneous"];

    public HuntGroup Read(JsonObject json)
    {
        var group = new HuntGroup
        {
            Id = json.RequiredText("id", PartId.IsValid, "a group's id is 1 to 64 lower-case letters, digits and dashes, such as \"sales\"."),
            Name = json.Text("name", AccountSection.IsName, "a name has 1 to 100 characters."),
            Members = json.TextsOrObjects("members", HuntGroup.MostMembers, "member", ReadMember, number => new HuntMember(number)),
            Strategy = ReadStrategy(json),
            RingTime = json.Find("ringTime") is null ? null : json.Duration("ringTime", TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(120)),
            After = json.Text("huntAfter", text => text is "failure" or "refusal", "this is \"failure\" or \"refusal\".") == "refusal" ? HuntAfter.Refusal : HuntAfter.Failure,
        };
        if (account.FindExtension(group.Id) is not null)
            json.Wrong("id", $"an extension is found under '{group.Id}' already; give the group its own id.");
        CheckMembers(json, group);
        if (LineOf(group) is { } line)
            Check(json, group, line, "members");
        return group;
    }

    /// <summary>Whether the line can do what a group asks for; what it cannot is a mistake of the group, or of the click-to-call that takes it there.</summary>
    /// <param name="json">The group or the click-to-call.</param>
    /// <param name="group">The group.</param>
    /// <param name="line">The line.</param>
    /// <param name="member">What of it names the line.</param>
    public void Check(JsonObject json, HuntGroup group, string line, string member)
    {
        var can = capabilities.GetValueOrDefault(line);
        if (group.After == HuntAfter.Failure && (can & Tells) == 0)
            json.Wrong(member, $"the line '{line}' can neither be asked what became of a call nor does it report it, so going on to the next agent could ring two at once; write \"huntAfter\": \"refusal\" in the group to go on only when the line refuses an agent, or use another line.");
        if (group.Strategy == HuntStrategy.Simultaneous && !can.HasFlag(LineCapabilities.RingsSeveral))
            json.Wrong(member, $"the line '{line}' cannot ring several phones at once (no line does that asks for a key before it connects); write \"priority\", \"roundRobin\" or \"longestIdle\" as the group's strategy, or use another line.");
    }

    /// <summary>The line on which a group's phones hang.</summary>
    public string? LineOf(HuntGroup group) => group.LineIn(account) ?? account.FindLine(null)?.Id;

    private static HuntMember ReadMember(JsonObject json) => new(
        json.RequiredText("extension", text => text.Length > 0, "this is the number of an extension, such as \"101\"."),
        json.Number("priority", HuntMember.DefaultPriority, 1, 100));

    private static HuntStrategy ReadStrategy(JsonObject json) =>
        json.Text("strategy", Strategies.Contains, $"a strategy is one of {string.Join(", ", Strategies)}.") is { } name
            ? (HuntStrategy)Array.IndexOf(Strategies, name)
            : HuntStrategy.Priority;

    private void CheckMembers(JsonObject json, HuntGroup group)
    {
        if (group.Members.Count == 0)
            json.Wrong("members", "a group needs somebody to ring; list extensions, such as [\"101\", \"102\"].");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < group.Members.Count; index++)
        {
            var number = group.Members[index].Extension;
            var path = string.Create(CultureInfo.InvariantCulture, $"members[{index}]");
            if (!seen.Add(number))
                json.Wrong(path, $"'{number}' is a member already; list it once.");
            else if (account.Extensions.FirstOrDefault(extension => extension.Number == number) is not { } extension)
                json.Wrong(path, Unknown());
            else if ((extension.Line ?? account.FindLine(null)?.Id) != LineOf(group))
                json.Wrong(path, $"'{number}' hangs on another line than the members before; a group rings over one line.");
        }
    }

    private string Unknown() => account.Extensions.Count == 0
        ? "the account has no such extension; describe it under 'extensions'."
        : $"the account has no extension of this number; it has {string.Join(", ", account.Extensions.Take(20).Select(extension => extension.Number))}{(account.Extensions.Count > 20 ? ", …" : "")}.";
}
