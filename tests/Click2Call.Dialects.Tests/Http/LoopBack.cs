using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>A dialect's line drives the front of the same dialect over HTTP, the desk behind it scripted.</summary>
public static class LoopBack
{
    /// <summary>What the line says when the desk behind the front says this.</summary>
    public static async Task<(DialResult Result, CallOrder? Received)> Dial(
        Func<FakeDesk, IFront> front, Func<Uri, LineConnections, IPhoneLine> open, CallOrder order, Func<FakeDesk, CallOrder, PlaceResult>? desk = null)
    {
        var clock = new ManualClock();
        var behind = new FakeDesk(clock);
        if (desk is not null)
            behind.OnPlace = received => desk(behind, received);
        var answering = front(behind);
        await using var host = await FrontHost.Start(async http =>
        {
            try
            {
                await answering.Answer(http);
            }
            catch (ForeseenByNobodyException)
            {
                await answering.Fail(http, 500); // As the edge does.
            }
        });
        using var connections = new LineConnections(clock, allowPrivate: true);
        var line = open(host.Address, connections);
        var ready = Assert.IsType<DialReadiness.Ready>(await line.GetReady(new(new(CallId.New(clock), 1), order), TestContext.Current.CancellationToken));
        return (await ready.Dial.Send(TestContext.Current.CancellationToken), behind.Orders.SingleOrDefault());
    }

    /// <summary>Fails unless a mistake behind the front leaves the line in doubt: a call may have been placed, and a refusal would be dialled again.</summary>
    public static async Task AssertUnforeseenIsUncertain(Func<Func<FakeDesk, CallOrder, PlaceResult>, Task<DialResult>> dial) =>
        Assert.NotEmpty(Assert.IsType<DialResult.Uncertain>(await dial((_, _) => throw new ForeseenByNobodyException())).Reason);

    /// <summary>Fails unless this is what the table says of the outcome.</summary>
    public static void AssertIs(CallOutcome? expected, DialResult result)
    {
        if (expected is { } outcome)
            Assert.Equal(outcome, Assert.IsType<DialResult.Refused>(result).Outcome);
        else
            Assert.IsType<DialResult.Accepted>(result);
    }

    private sealed class ForeseenByNobodyException : Exception;
}
