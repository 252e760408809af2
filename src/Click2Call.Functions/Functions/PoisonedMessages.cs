namespace Click2Call.Functions;

/// <summary>What is said of messages that failed too often for the host. None may wait in a poison queue for somebody to look.</summary>
internal static partial class PoisonedMessages
{
    /// <summary>A text of which nothing can be said in a history, as it names nobody's account.</summary>
    [LoggerMessage(2201, LogLevel.Error, "A message of the queue {Queue} that no version of this app wrote was removed.")]
    public static partial void Unreadable(ILogger logger, string queue);

    /// <summary>A campaign whose wake-up failed; the sweep sets the next one.</summary>
    [LoggerMessage(2202, LogLevel.Error, "Account {Account}, campaign {Campaign}: a wake-up failed again and again; the sweep wakes the campaign.")]
    public static partial void WakeFailed(ILogger logger, string account, string campaign);
}
