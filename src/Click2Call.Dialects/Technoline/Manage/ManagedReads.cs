using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>The answers of extension management that change nothing.</summary>
internal static class ManagedReads
{
    /// <summary>The tree: an object by id, each with its children, as clients walk it.</summary>
    public static TechnolineReply Tree(Account account) => TechnolineReply.Ok(json =>
    {
        json.WriteStartObject(ManagedTree.Root);
        Head(json, ManagedTree.Find(account, ManagedTree.Root)!);
        json.WriteStartObject("children");
        var position = 0;
        foreach (var node in ManagedTree.Of(account))
        {
            json.WriteStartObject(node.Id);
            Head(json, node);
            json.WriteNumber("position", position++);
            json.WriteStartObject("children");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>One node's settings and permissions.</summary>
    public static TechnolineReply Data(ManagedNode node) => TechnolineReply.Ok(json =>
    {
        json.WriteStartObject("data");
        Head(json, node);
        json.WriteStartObject("settings");
        foreach (var (name, value) in node.Settings)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteStartArray("security");
        foreach (var (type, values) in node.Rules)
        {
            json.WriteStartObject();
            json.WriteString("securityType", type);
            foreach (var (name, value) in values)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Where a node stands.</summary>
    public static TechnolineReply Path(ManagedNode node) =>
        TechnolineReply.Ok(json => json.WriteString("path", node.Id == ManagedTree.Root ? $"/{ManagedTree.Root}" : $"/{ManagedTree.Root}/{node.Id}"));

    /// <summary>The values of one or several lists.</summary>
    public static TechnolineReply Options(Account account, RequestFields fields)
    {
        var lists = ManagedField.Several(fields.Text("list") ?? "");
        if (lists.Count == 0 || lists.Except(ManagedOptions.Lists, StringComparer.Ordinal).Any())
            return TechnolineReply.Error(TechnolineErrors.BadRequest, $"list: {string.Join(", ", ManagedOptions.Lists)}");
        return TechnolineReply.Ok(json =>
        {
            json.WriteStartObject("data");
            foreach (var list in lists.Distinct(StringComparer.Ordinal))
                ManagedSchema.Choices(json, list, ManagedOptions.Of(list, account)!);
            json.WriteEndObject();
        });
    }

    private static void Head(Utf8JsonWriter json, ManagedNode node)
    {
        json.WriteString("id", node.Id);
        json.WriteString("type", node.Type);
        json.WriteString("name", node.Name);
        json.WriteString("extension", node.Number);
        if (node.Id == ManagedTree.Root)
            json.WriteNull("belowExtension");
        else
            json.WriteString("belowExtension", ManagedTree.Root);
    }
}
