using System.Text.Json;
using Click2Call.Accounts;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>The schema that <c>getUiSchema</c> ships: enough to build an admin page without knowing a single field (PBX Documentation Center, Building an admin panel).</summary>
internal static class ManagedSchema
{
    public static void Write(Utf8JsonWriter json, Account account)
    {
        Types(json);
        json.WriteStartObject("fields");
        foreach (var field in ManagedForms.Fields)
            Field(json, field, account);
        json.WriteEndObject();
        json.WriteStartObject("forms");
        foreach (var form in ManagedForms.All)
            Names(json, form.Type, form.Fields);
        json.WriteEndObject();
        json.WriteStartObject("security");
        foreach (var (type, name, fields) in ManagedForms.Rules)
        {
            json.WriteStartObject(type);
            json.WriteString("name", name);
            Names(json, "fields", fields);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        Settings(json, account);
    }

    public static void Types(Utf8JsonWriter json)
    {
        json.WriteStartArray("types");
        foreach (var form in ManagedForms.All)
        {
            json.WriteStartObject();
            json.WriteString("type", form.Type);
            json.WriteString("name", form.Name);
            json.WriteBoolean("creatable", form.Creatable);
            json.WriteBoolean("deletable", form.Creatable);
            json.WriteBoolean("orderable", form.Creatable);
            json.WriteBoolean("messages", form.Messages);
            json.WriteBoolean("address", form.Address);
            Names(json, "security", form.Rules);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Settings(Utf8JsonWriter json, Account account)
    {
        json.WriteStartObject("accountSettings");
        json.WriteString("id", account.Id);
        json.WriteString("name", account.Name);
        json.WriteString("region", account.DefaultRegion);
        json.WriteString("timeZone", account.TimeZone);
        json.WriteEndObject();
    }

    public static void Choices(Utf8JsonWriter json, string name, IEnumerable<(string Value, string Name)> choices)
    {
        json.WriteStartArray(name);
        foreach (var (value, text) in choices)
        {
            json.WriteStartObject();
            json.WriteString("value", value);
            json.WriteString("name", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Names(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names)
            json.WriteStringValue(one);
        json.WriteEndArray();
    }

    private static void Field(Utf8JsonWriter json, ManagedField field, Account account)
    {
        json.WriteStartObject(field.Key);
        json.WriteString("name", field.Name);
        json.WriteString("input", field.Input);
        if (field.List is not null)
        {
            json.WriteString("options", "GET");
            json.WriteString("list", field.List);
        }
        else if (field.Choices.Count > 0)
        {
            Choices(json, "options", field.Choices);
        }

        Text(json, "hint", field.Hint);
        Text(json, "placeholder", field.Example);
        Text(json, "pattern", field.Pattern);
        if (field.Least is { } least)
            json.WriteNumber("min", least);
        if (field.Most is { } most)
            json.WriteNumber("max", most);
        if (field.Input is "text" or "textarea")
            json.WriteNumber("maxlength", field.Longest);
        json.WriteBoolean("required", field.Required);
        json.WriteBoolean("fixed", field.Fixed);
        json.WriteBoolean("ordered", field.Ordered);
        json.WriteString("default", field.Default(account));
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }
}
