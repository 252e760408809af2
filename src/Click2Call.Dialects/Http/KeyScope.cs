using Click2Call.Accounts;

namespace Click2Call.Dialects.Http;

/// <summary>Whether a key opens a dialect's door.</summary>
public static class KeyScope
{
    /// <summary>The scope that opens every door that places calls.</summary>
    public const string Calls = "calls";

    /// <summary>The scope of keys that may change an account.</summary>
    public const string Manage = "manage";

    /// <summary>The scope of keys that may say who is told of calls.</summary>
    public const string Events = "events";

    /// <summary>A key without scopes opens everything; else it names <see cref="Calls"/> or the front.</summary>
    public static bool Opens(this ApiKey key, string front)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Has(Calls) || key.Has(front);
    }
}
