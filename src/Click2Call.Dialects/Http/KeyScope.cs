using Click2Call.Accounts;

namespace Click2Call.Dialects.Http;

/// <summary>Whether a key opens a dialect's door.</summary>
public static class KeyScope
{
    /// <summary>The scope that opens every door that places calls.</summary>
    public const string Calls = "calls";

    /// <summary>A key without scopes opens everything; else it names <see cref="Calls"/> or the front.</summary>
    public static bool Opens(this ApiKey key, string front)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Scopes.Count == 0 || key.Scopes.Contains(Calls) || key.Scopes.Contains(front);
    }
}
