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
        await using var host = await FrontHost.Start(front(behind));
        using var connections = new LineConnections(clock, allowPrivate: true);
        var line = open(host.Address, connections);
        var ready = Assert.IsType<DialReadiness.Ready>(await line.GetReady(new(new(CallId.New(clock), 1), order), TestContext.Current.CancellationToken));
        return (await ready.Dial.Send(TestContext.Current.CancellationToken), behind.Orders.SingleOrDefault());
    }

    /// <summary>Fails unless this is what the table says of the outcome.</summary>
    public static void AssertIs(CallOutcome? expected, DialResult result)
    {
        if (expected is { } outcome)
            Assert.Equal(outcome, Assert.IsType<DialResult.Refused>(result).Outcome);
        else
            Assert.IsType<DialResult.Accepted>(result);
    }
}
