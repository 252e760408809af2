using Click2Call.Calls;
using Click2Call.Lines;

namespace Click2Call.Dialects.Simulator;

/// <summary>One order to the simulated phone system.</summary>
internal sealed class SimulatorDial(SimulatorExchange exchange, SimulatedReply reply, TimeSpan timeout, Func<DateTimeOffset, SimulatedCall> call) : IReadyDial
{
    /// <summary>How long a slow reply needs.</summary>
    public static readonly TimeSpan SlowReply = TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public async Task<DialResult> Send(CancellationToken giveUp)
    {
        if (!exchange.InService)
            return new DialResult.Refused(CallOutcome.LineUnavailable, "Connection refused.");
        if (giveUp.IsCancellationRequested)
            return new DialResult.Uncertain("Given up.");
        switch (reply)
        {
            case SimulatedReply.OutOfService:
                return new DialResult.Refused(CallOutcome.LineUnavailable, "HTTP 503.");
            case SimulatedReply.Refused:
                return new DialResult.Refused(CallOutcome.LineRefused, "HTTP 401.");
            case SimulatedReply.Broken:
                return new DialResult.Uncertain("The connection broke after the order was sent.");
        }

        try
        {
            var placed = await exchange.Place(call(exchange.Clock.GetUtcNow()), giveUp);
            return await Answer(placed, giveUp);
        }
        catch (OperationCanceledException)
        {
            return new DialResult.Uncertain("Given up before the reply came.");
        }
        catch (StorageUnavailableException)
        {
            return new DialResult.Uncertain("The simulated phone system could not reach its memory.");
        }
    }

    private async Task<DialResult> Answer(SimulatedCall placed, CancellationToken giveUp)
    {
        var wait = reply switch
        {
            SimulatedReply.Slow => SlowReply,
            SimulatedReply.Lost => timeout,
            _ => TimeSpan.Zero,
        };
        if (wait > timeout)
            wait = timeout;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, exchange.Clock, giveUp);
        return wait >= timeout ? new DialResult.Uncertain("No reply in time.") : new DialResult.Accepted(placed.ProviderCallId);
    }
}
