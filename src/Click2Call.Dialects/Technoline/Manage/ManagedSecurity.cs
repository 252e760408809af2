using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>
/// Permission rules, sent as <c>S1[securityType]=…&amp;S1[field]=…</c> or, in JSON, as objects <c>S1</c>, all of a node's at once. Of the vendor's rules we have
/// those that our desk obeys; another is refused and not kept without being obeyed.
/// </summary>
internal static class ManagedSecurity
{
    private const string Type = "securityType";

    public static ManagedResult Set(Account account, ManagedNode node, RequestFields fields)
    {
        var known = ManagedForms.Of(node.Type).Rules;
        var (rules, unreadable) = Read(fields);
        if (unreadable is not null)
            return ManagedResult.No($"{unreadable}: {ManagedNotes.RuleShape}");
        foreach (var (number, rule) in rules)
        {
            if (!rule.TryGetValue(Type, out var type) || !known.Contains(type))
                return ManagedResult.No($"S{number}[{Type}]: {(known.Count == 0 ? ManagedNotes.NoRules : string.Join(", ", known))}");
            var inputs = ManagedForms.Rules.First(one => one.Type == type).Fields;
            if (rule.Keys.FirstOrDefault(key => key != Type && !inputs.Contains(key)) is { } unknown)
                return ManagedResult.No($"S{number}[{unknown}]: {string.Join(", ", inputs)}");
        }

        if (rules.GroupBy(rule => rule.Value[Type], StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return ManagedResult.No($"{Type}: {twice.Key} ×{twice.Count()}");
        return node.Type switch
        {
            "extension" => ManagedResult.Yes(account with { Extensions = [.. account.Extensions.Select(one => one.Number == node.Number ? one with { Blocked = rules.Count > 0 } : one)] }, node.Id),
            "menu" => BlockNumbers(account, rules.Select(rule => (rule.Key, rule.Value.GetValueOrDefault("phones", ""))).FirstOrDefault()),
            _ => ManagedResult.Yes(account, node.Id),
        };
    }

    private static ManagedResult BlockNumbers(Account account, (int Rule, string Phones) sent)
    {
        var numbers = new List<string>();
        foreach (var text in (sent.Phones ?? "").Split(['\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!DestinationReader.TryReadPhone(text, account.DefaultRegion, out var phone, out var problem))
                return ManagedResult.No($"{ManagedForms.Field("phones").Name} (S{sent.Rule}[phones]): {text}\n{problem}");
            numbers.Add(phone.Number.E164);
        }

        var list = numbers.Distinct(StringComparer.Ordinal).ToList();
        return list.Count > 50_000 ? ManagedResult.No($"S{sent.Rule}[phones]: 50,000") : ManagedResult.Yes(account with { BlockList = list }, ManagedTree.Root);
    }

    // Whoever sends no rule takes all away: what can't be read must not pass for none.
    private static (SortedDictionary<int, Dictionary<string, string>> Rules, string? Unreadable) Read(RequestFields fields)
    {
        var rules = new SortedDictionary<int, Dictionary<string, string>>();
        foreach (var (name, value) in fields.All.Where(field => field.Name.StartsWith('S')))
        {
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            var isWhole = bracket < 0;
            if ((!isWhole && (name[^1] != ']' || name.Length == bracket + 2))
                || !int.TryParse(name.AsSpan(1, (isWhole ? name.Length : bracket) - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return (rules, name);
            if (!rules.TryGetValue(number, out var rule))
                rules.Add(number, rule = new(StringComparer.Ordinal));
            if (!isWhole)
                rule[name[(bracket + 1)..^1].Replace("][", "", StringComparison.Ordinal)] = value;
            else if (!ManagedSettings.AddObject(value, rule))
                return (rules, name);
        }

        return (rules, null);
    }
}
