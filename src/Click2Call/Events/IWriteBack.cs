using Click2Call.Calls;

namespace Click2Call.Events;

/// <summary>Writes an ended call down in one kind of CRM.</summary>
public interface IWriteBack
{
    /// <summary>The kind in <see cref="WriteBackSettings.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>Writes the call down, or finds what was written before: told twice, it writes once.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="settings">Where.</param>
    /// <param name="call">The call as it stands.</param>
    /// <param name="remote">What was written before, when the delivery remembers it: it is brought up to date.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<SendResult> Write(string account, WriteBackSettings settings, Call call, string? remote, CancellationToken cancellation);
}
