using Click2Call.Accounts;
using Click2Call.Lines;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>Changes one node of an account by the fields of <c>extensionSet</c>. What would not pass an import does not pass here.</summary>
/// <param name="account">The account.</param>
/// <param name="capabilities">What its lines can do.</param>
internal sealed class ManagedChange(Account account, Func<LineSettings, LineCapabilities> capabilities)
{
    /// <summary>The account after the change, or what is wrong.</summary>
    /// <param name="form">The kind of node.</param>
    /// <param name="node">The node; null: a new one.</param>
    /// <param name="given">The settings that were sent, by input.</param>
    public ManagedResult Set(ManagedForm form, ManagedNode? node, IReadOnlyDictionary<string, string> given)
    {
        if (given.Keys.FirstOrDefault(key => !form.Fields.Contains(key)) is { } unknown)
            return ManagedResult.No($"שדה לא מוכר: settings[{unknown}]\n{string.Join(", ", form.Fields)}");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in form.Fields.Select(ManagedForms.Field))
        {
            var before = node is null ? field.Default(account) : node[field.Key];
            var value = given.TryGetValue(field.Key, out var sent) ? Trimmed(field, sent) : before;
            if (value != before && (field.Input == "readonly" || (field.Fixed && node is not null)))
                return ManagedResult.Wrong(field.Key);
            // What stands there already was taken by an import, and is not everybody's business who changes something else.
            if ((value != before || node is null) && !field.Takes(value, account))
                return ManagedResult.Wrong(field.Key);
            values.Add(field.Key, value);
        }

        return form.Type switch
        {
            "menu" => ManagedResult.Yes(account with { Name = values["name"].Length > 0 ? values["name"] : account.Name, TimeZone = values["timeZone"] }, ManagedTree.Root),
            "extension" => new ExtensionChange(account, capabilities).Set(node, values),
            "group" => new GroupChange(account, capabilities).Set(node, values),
            "hours" => new HoursChange(account).Set(node, values),
            _ => new FlowChange(account).Set(node, values),
        };
    }

    /// <summary>The account without a node; refused while something refers to it.</summary>
    public ManagedResult Remove(ManagedNode node)
    {
        if (!ManagedForms.Of(node.Type).Creatable)
            return ManagedResult.No(ManagedNotes.NotRemovable);
        if (ManagedReferences.To(account, node).ToList() is { Count: > 0 } users)
            return ManagedResult.No(ManagedNotes.InUse + string.Join(", ", users));
        var left = node.Type switch
        {
            "extension" => account with { Extensions = [.. account.Extensions.Where(one => one.Number != node.Number)] },
            "group" => account with { Groups = [.. account.Groups.Where(one => one.Id != node.Number)] },
            "hours" => account with { Hours = [.. account.Hours.Where(one => one.Id != node.Number)] },
            _ => account with { Flows = [.. account.Flows.Where(one => one.Id != node.Number)], Messages = [.. account.Messages.Where(one => one.Flow != node.Number)] },
        };
        return ManagedResult.Yes(left with { Order = [.. account.Order.Where(id => id != node.Id)] }, node.Id);
    }

    /// <summary>The account with nodes in another order: those that are named take, among themselves, the places that they have.</summary>
    public ManagedResult Arrange(IReadOnlyList<string> ids)
    {
        var all = ManagedTree.Of(account).Select(node => node.Id).ToList();
        if (ids.Count == 0 || ids.FirstOrDefault(id => !all.Contains(id)) is { } || ids.Distinct(StringComparer.Ordinal).Count() != ids.Count)
            return ManagedResult.No(ManagedNotes.OrderInvalid);
        var next = new Queue<string>(ids);
        return ManagedResult.Yes(account with { Order = [.. all.Select(id => ids.Contains(id) ? next.Dequeue() : id)] }, ManagedTree.Root);
    }

    private static string Trimmed(ManagedField field, string sent) => field.Input switch
    {
        "textarea" => sent.ReplaceLineEndings("\n").Trim(),
        "multiselect" => string.Join(',', ManagedField.Several(sent)),
        _ => sent.Trim(),
    };
}
