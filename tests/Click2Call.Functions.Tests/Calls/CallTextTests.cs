using Click2Call.Calls;
using Click2Call.Functions.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>What the history says of a call besides its facts.</summary>
public sealed class CallTextTests
{
    [Fact]
    public void The_note_names_what_the_line_did_not_carry()
    {
        var now = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
        var order = new CallOrder
        {
            Account = "acme",
            Front = "kazoo",
            Intent = CallIntent.Direct,
            First = new(LegRole.Agent, new ExtensionDestination("101")),
            Dropped = ["utm-source", "_ga"],
        };
        var call = new Call { Id = CallId.New(now, new Random(1)), Order = order, Line = "main", Seq = 0, WakeAt = now };
        Assert.Equal("The line does not carry: utm-source, _ga.", CallText.Of(call).Note);
        Assert.Equal("Closed. The line does not carry: utm-source, _ga.", CallText.Of(call.Apply(new Fact.Closed(CallOutcome.NotAllowed, "Closed.", now))).Note);
        Assert.Null(CallText.Of(call with { Order = order with { Dropped = null } }).Note);
    }
}
