using System.Security.Cryptography;

namespace Click2Call.Storage.Calls;

/// <summary>A random mark on every guarded write, so that a write whose reply was lost can tell its own row from somebody else's.</summary>
internal static class WriteOwner
{
    public const string Column = "Owner";

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
