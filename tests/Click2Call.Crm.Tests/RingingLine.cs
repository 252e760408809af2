using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Crm.Tests;

/// <summary>A line that takes every order and remembers it.</summary>
internal sealed class RingingLine : IPhoneLine
{
    public List<DialOrder> Dialled { get; } = [];

    /// <summary>What it waits for before it takes an order.</summary>
    public Func<DialOrder, Task>? Before { get; set; }

    public LineCapabilities Capabilities => LineCapabilities.ReportsProgress | LineCapabilities.ReportsEnd;

    public TimeSpan DialTimeout(DialOrder order) => TimeSpan.FromSeconds(20);

    public Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation) =>
        Task.FromResult<DialReadiness>(new DialReadiness.Ready(new Dial(this, order)));

    public Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Task.FromResult<LookUp>(new LookUp.Unknown());

    public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Task.FromResult(false);

    public Task<bool?> HangUpExtension(string extension, CancellationToken cancellation) => Task.FromResult<bool?>(null);

    public Task<string?> Probe(CancellationToken cancellation) => Task.FromResult<string?>(null);

    private sealed class Dial(RingingLine line, DialOrder order) : IReadyDial
    {
        public async Task<DialResult> Send(CancellationToken giveUp)
        {
            lock (line.Dialled)
                line.Dialled.Add(order);
            if (line.Before is { } before)
                await before(order);
            return new DialResult.Accepted("pbx-" + order.Attempt);
        }
    }
}
