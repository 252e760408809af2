using Click2Call.Calls;

namespace Click2Call.Dialects.Kazoo;

/// <summary>Call ids as the dialect writes them: <c>c2c-{click-to-call}-{call}</c>. Kazoo itself ends them in ten digits, we in the 32 of our call id.</summary>
internal static class KazooCallId
{
    /// <summary>How the id of every first leg begins.</summary>
    public const string Prefix = "c2c-";

    /// <summary>The id of a call's first leg.</summary>
    public static string Of(string clickToCall, CallId call) => $"{Prefix}{clickToCall}-{call.ToHex()}";
}
