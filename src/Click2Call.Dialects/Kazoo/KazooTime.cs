namespace Click2Call.Dialects.Kazoo;

/// <summary>Gregorian seconds: seconds since the year 0, as Erlang counts them.</summary>
internal static class KazooTime
{
    private const long UnixEpoch = 62_167_219_200;

    /// <summary>A time in Gregorian seconds.</summary>
    public static long Of(DateTimeOffset time) => time.ToUnixTimeSeconds() + UnixEpoch;

    /// <summary>Gregorian seconds as a time; null when no time of ours can be meant.</summary>
    public static DateTimeOffset? Read(long seconds) =>
        seconds is > UnixEpoch and < UnixEpoch + 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds - UnixEpoch) : null;
}
