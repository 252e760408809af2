using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Tests.Calls;

/// <summary>A line that does as a test says; what it places is in the books of its phone system.</summary>
internal sealed class FakeLine(PhoneSystem phones) : IPhoneLine
{
    public LineCapabilities Capabilities { get; set; } =
        LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd | LineCapabilities.LookUp | LineCapabilities.HangUp;

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Says that the line is not ready; null: it is.</summary>
    public Func<DialOrder, Task<DialReadiness.NotReady?>> Readying { get; set; } = _ => Task.FromResult<DialReadiness.NotReady?>(null);

    /// <summary>What sending does; places and accepts unless a test says otherwise.</summary>
    public Func<DialOrder, Task<DialResult>>? Sending { get; set; }

    /// <summary>What looking up tells; by the books unless a test says otherwise.</summary>
    public Func<AttemptId, LookUp>? LookingUp { get; set; }

    /// <summary>Whether it can be reached to hang up.</summary>
    public bool HangsUp { get; set; } = true;

    public int LookUps { get; private set; }

    public DialResult.Accepted Accept(DialOrder order) => new(phones.Place(order.Attempt, order.Order).ProviderId);

    public TimeSpan DialTimeout(DialOrder order) => Timeout;

    public async Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation) =>
        await Readying(order) is { } not ? not : new DialReadiness.Ready(new Dial(this, order));

    public Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation)
    {
        LookUps++;
        return Task.FromResult(LookingUp?.Invoke(attempt) ?? ByTheBooks(attempt));
    }

    public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation)
    {
        phones.HangUps.Add(attempt);
        if (HangsUp)
            phones.End(attempt);
        return Task.FromResult(HangsUp);
    }

    public Task<bool?> HangUpExtension(string extension, CancellationToken cancellation) =>
        Task.FromResult<bool?>(Capabilities.HasFlag(LineCapabilities.HangUp) ? HangsUp : null);

    public Task<string?> Probe(CancellationToken cancellation) => Task.FromResult<string?>(null);

    private LookUp ByTheBooks(AttemptId attempt) =>
        !phones.Knows(attempt) ? new LookUp.NeverPlaced()
        : phones.IsLive(attempt) ? new LookUp.Live()
        : new LookUp.Ended(CallOutcome.TargetNoAnswer);

    private sealed class Dial(FakeLine line, DialOrder order) : IReadyDial
    {
        public Task<DialResult> Send(CancellationToken giveUp) =>
            line.Sending?.Invoke(order) ?? Task.FromResult<DialResult>(line.Accept(order));
    }
}
