using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>One node of the tree that <c>foldersList</c> shows: the account itself, or an extension, a hunt group, opening hours or a flow of it.</summary>
/// <param name="Id">Its id in the tree.</param>
/// <param name="Type">Its kind, one of <see cref="ManagedForms"/>.</param>
/// <param name="Name">The name that people read.</param>
/// <param name="Number">The number or id under which the account has it.</param>
/// <param name="Settings">Its settings by the names of the schema's inputs.</param>
internal sealed record ManagedNode(string Id, string Type, string Name, string Number, IReadOnlyList<NameValue> Settings)
{
    /// <summary>The permission rules that hold for it, with the values of their inputs.</summary>
    public IReadOnlyList<(string Type, IReadOnlyList<NameValue> Values)> Rules { get; init; } = [];

    /// <summary>A setting; empty when there is none.</summary>
    public string this[string key] => Settings.FirstOrDefault(setting => setting.Name == key)?.Value ?? "";
}
