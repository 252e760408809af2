namespace Click2Call.Lines;

/// <summary>A dial with nothing left to prepare.</summary>
public interface IReadyDial
{
    /// <summary>Sends it, once. Never throws for what a phone system does.</summary>
    /// <param name="giveUp">
    /// Canceled when the line's total time-out is over; never by the visitor's closed browser tab. A send that is
    /// given up after the first byte went out is <see cref="DialResult.Uncertain"/>.
    /// </param>
    Task<DialResult> Send(CancellationToken giveUp);
}
