using Click2Call.Lines;

namespace Click2Call.Dialects.Http;

/// <summary>The hearing side of a dialect: reads what a phone system pushes. Pure, no I/O; the same bytes give the same facts.</summary>
public interface ILineEventReader
{
    /// <summary>The name in <see cref="LineSettings.Dialect"/>.</summary>
    string Dialect { get; }

    /// <summary>Reads one event. Never throws for what is in it.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="line">The line that it came from.</param>
    /// <param name="request">The event.</param>
    EventReading Read(string account, LineSettings line, EventRequest request);
}
