using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Click2Call.Calls;

namespace Click2Call.Storage.Calls;

/// <summary>Where a call's rows are. The day and the order within it come from the time in the id, so account and id are one point read.</summary>
internal static class CallKeys
{
    /// <summary>Rows of calls, newest first.</summary>
    public const string Call = "c:";

    /// <summary>Rows of calls that are not over.</summary>
    public const string Open = "o:";

    // The largest time that fits 48 bits, so that inverted times stay positive and of one width.
    private const long Last = (1L << 48) - 1;

    public static string Day(string account, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{account}:{(day.Year * 10_000) + (day.Month * 100) + day.Day:D8}");

    public static string PartitionOf(string account, CallId id) => Day(account, DateOnly.FromDateTime(id.CreatedAt.UtcDateTime));

    public static string RowOf(CallId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{Call}{Last - id.CreatedAt.ToUnixTimeMilliseconds():D15}-{id.ToHex()}");

    public static string OpenRowOf(CallId id) => Open + id.ToHex();

    public static string AttemptRowOf(CallId id, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"a:{id.ToHex()}:{number:D5}");

    // A hash: phone systems' ids may hold anything, and some are longer than a key may be.
    public static string ProviderRowOf(string line, string providerCallId) =>
        "p:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line + "\n" + providerCallId)).AsSpan(0, 16));
}
