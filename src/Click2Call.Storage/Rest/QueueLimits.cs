using System.Text;

namespace Click2Call.Storage.Rest;

/// <summary>
/// The limits of the Queue service, checked before anything is sent ("Put Message", "Get Messages", "Update Message").
/// </summary>
public static class QueueLimits
{
    /// <summary>Bytes of one message as it is sent, in base64.</summary>
    public const int MessageSize = 64 * 1024;

    /// <summary>Messages of one receive.</summary>
    public const int Messages = 32;

    /// <summary>The longest that a message can be hidden.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromDays(7);

    /// <summary>Throws when the service would refuse to put this message.</summary>
    public static void CheckPut(string text, TimeSpan visibleAfter, TimeSpan? timeToLive)
    {
        ArgumentNullException.ThrowIfNull(text);
        var size = (Encoding.UTF8.GetByteCount(text) + 2L) / 3 * 4;
        if (size > MessageSize)
            throw new StorageException(StorageProblem.TooLarge, $"A message may have {MessageSize} bytes in base64; this one has {size}.");
        CheckVisibility(visibleAfter, TimeSpan.Zero);
        if (timeToLive is { } life && Seconds(life) <= Seconds(visibleAfter))
            throw new StorageException(StorageProblem.Invalid, "A message must live longer than it is hidden.");
    }

    /// <summary>Throws when the service would refuse this receive.</summary>
    public static void CheckReceive(int max, TimeSpan visibility)
    {
        if (max is < 1 or > Messages)
            throw new StorageException(StorageProblem.Invalid, $"A receive takes 1 to {Messages} messages, not {max}.");
        CheckVisibility(visibility, TimeSpan.FromSeconds(1));
    }

    /// <summary>Throws when the service would refuse to hide a message for so long.</summary>
    public static void CheckVisibility(TimeSpan visibility, TimeSpan least)
    {
        if (visibility < least || visibility > Visibility)
            throw new StorageException(StorageProblem.Invalid, $"A message is hidden for {least} to {Visibility}, not {visibility}.");
    }

    /// <summary>Whole seconds as the service counts them, rounded up: an alarm may come late, not early.</summary>
    public static long Seconds(TimeSpan span) => (span.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}
