using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>Where phone systems' events arrive.</summary>
public interface ICallEvents
{
    /// <summary>Adds an event's facts to its call; never dials. An event that finds no call waits and is tried again.</summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer; the sender should try again.</exception>
    Task<Heard> Hear(LineEvent told, CancellationToken cancellation);
}
