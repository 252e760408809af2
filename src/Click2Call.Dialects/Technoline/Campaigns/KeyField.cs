using System.Text.Json;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>The fields <c>keys[0]</c> to <c>keys[9]</c>, <c>keys[*]</c> and <c>keys[#]</c>, in both directions.</summary>
internal static class KeyField
{
    /// <summary>What a field may be, for people.</summary>
    public const string Wanted = "keys[0]…keys[9], keys[*], keys[#], {\"1\": …}, 100";

    private const string Whole = "keys";
    private const int LongestAction = 100;

    /// <summary>The name of a key's field.</summary>
    public static string NameOf(string key) => $"keys[{key}]";

    /// <summary>The field of a key.</summary>
    public static NameValue Write(CampaignKey key) => new(NameOf(key.Key), key.Action);

    /// <summary>The keys of a request, in fields of their own or as an object <c>keys</c> in JSON; else the name of the field that can't be read.</summary>
    /// <param name="fields">What was sent.</param>
    public static (IReadOnlyList<CampaignKey> Keys, string? Unreadable) Read(RequestFields fields)
    {
        var keys = new List<CampaignKey>();
        foreach (var field in fields.All)
        {
            if (field.Name == Whole)
            {
                if (!string.IsNullOrWhiteSpace(field.Value) && ReadObject(field.Value, keys) is { } unreadable)
                    return ([], unreadable);
            }
            else if (field.Name.StartsWith(Whole + "[", StringComparison.Ordinal) && !(field.Name[^1] == ']' && Add(keys, field.Name[(Whole.Length + 1)..^1], field.Value)))
            {
                return ([], field.Name);
            }
        }

        return (keys, null);
    }

    private static string? ReadObject(string text, List<CampaignKey> keys)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Whole;
            foreach (var one in document.RootElement.EnumerateObject())
            {
                var action = one.Value.ValueKind switch { JsonValueKind.String => one.Value.GetString(), JsonValueKind.Number => one.Value.GetRawText(), _ => null };
                if (action is null || !Add(keys, one.Name, action))
                    return NameOf(CampaignRequest.Cut(one.Name));
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a text.
            return Whole;
        }
    }

    // What is said of a key last counts.
    private static bool Add(List<CampaignKey> keys, string key, string action)
    {
        if (key is not [(>= '0' and <= '9') or '*' or '#'] || action.Length > LongestAction)
            return false;
        keys.RemoveAll(one => one.Key == key);
        keys.Add(new(key, action));
        return true;
    }
}
