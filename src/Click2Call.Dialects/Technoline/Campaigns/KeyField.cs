using Click2Call.Campaigns;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>The fields <c>keys[0]</c> to <c>keys[9]</c>, <c>keys[*]</c> and <c>keys[#]</c>, in both directions.</summary>
internal static class KeyField
{
    /// <summary>The name of a key's field.</summary>
    public static string NameOf(string key) => $"keys[{key}]";

    /// <summary>The field of a key.</summary>
    public static NameValue Write(CampaignKey key) => new(NameOf(key.Key), key.Action);

    /// <summary>The key of a field; null when it is none.</summary>
    public static CampaignKey? Read(NameValue field) =>
        field.Name is ['k', 'e', 'y', 's', '[', ((>= '0' and <= '9') or '*' or '#') and var key, ']'] ? new(key.ToString(), field.Value) : null;
}
