using System.Globalization;

namespace Click2Call.Storage.Calls;

/// <summary>A random mark on every guarded write, so that a write whose reply was lost can tell its own row from somebody else's. Nobody has to be kept from guessing it.</summary>
internal static class WriteOwner
{
    public const string Column = "Owner";

    public static string New() => Random.Shared.NextInt64(long.MinValue, long.MaxValue).ToString("x16", CultureInfo.InvariantCulture);
}
