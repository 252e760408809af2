using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Lines;

/// <summary>
/// One account's connection to one phone system. Knows nothing of fronts. Originating is never retried inside a line
/// unless the phone system took an id of ours that makes the second try harmless.
/// </summary>
public interface IPhoneLine
{
    /// <summary>What it can do.</summary>
    LineCapabilities Capabilities { get; }

    /// <summary>Whether it can ring the customer's phone before the agent's.</summary>
    bool RingsTargetFirst => true;

    /// <summary>How many custom variables it hands on with a call.</summary>
    int MostVariables => int.MaxValue;

    /// <summary>Whether it can hand on a custom variable.</summary>
    bool Carries(NameValue variable) => true;

    /// <summary>What it cannot play of a message although its capabilities say so, in one sentence; null: it can. Ask <see cref="LineMessages.CannotPlay"/>.</summary>
    string? CannotPlayOf(PlayList play) => null;

    /// <summary>The longest that one <see cref="IReadyDial.Send"/> may take, tries inside it included; under 150 s.</summary>
    TimeSpan DialTimeout(DialOrder order);

    /// <summary>
    /// Everything slow that comes before the dial: secret, token, device state, breaker, the request's bytes. What
    /// is refused here has surely not rung.
    /// </summary>
    Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation);

    /// <summary>Asks what became of an attempt. <see cref="LookUp.Unknown"/> where the phone system cannot tell, <see cref="LookUp.NotYet"/> where it could not be asked.</summary>
    Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation);

    /// <summary>Takes an attempt down in whatever state.</summary>
    /// <returns>False when the phone system could not be reached; true when it is down or was not there.</returns>
    Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation);

    /// <summary>Takes down whatever an extension is in (Voicenter <c>terminate</c>).</summary>
    /// <returns>Null when the line has no such command; else as <see cref="HangUp"/>.</returns>
    Task<bool?> HangUpExtension(string extension, CancellationToken cancellation);

    /// <summary>A harmless read that tells whether the phone system answers. Never a lead.</summary>
    /// <returns>Null when all is well, else one sentence for the operator.</returns>
    Task<string?> Probe(CancellationToken cancellation);
}
