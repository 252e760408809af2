using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>Keeps events whose call is not known yet: a phone system may be quicker with its event than with its reply.</summary>
/// <remarks>Any member may throw <see cref="StorageUnavailableException"/>.</remarks>
public interface ILateEvents
{
    /// <summary>Puts an event aside.</summary>
    /// <param name="late">The event.</param>
    /// <param name="after">When to try again.</param>
    /// <param name="cancellation">Gives up.</param>
    Task Put(LateEvent late, TimeSpan after, CancellationToken cancellation);

    /// <summary>Writes an event that found no call in ten minutes into the history, so that it ends somewhere visible.</summary>
    Task KeepOrphan(LineEvent told, CancellationToken cancellation);
}
