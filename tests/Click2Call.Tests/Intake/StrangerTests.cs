using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Tests.Accounts.Hours;
using Click2Call.Tests.Calls;

namespace Click2Call.Tests.Intake;

/// <summary>Whom strangers may have called, by whatever door their wish comes in. Each test is named after what went wrong.</summary>
public sealed class StrangerTests
{
    private const string Premium = "+9721900123456";
    private const string Satellite = "+881612345678";
    private const string British = "+442071838750";

    private readonly DeskWorld _world = new(hasLists: true);
    private int _nonce;

    public StrangerTests() => _world.Line.Sending = _ => Task.FromResult(DeskWorld.Refuse(CallOutcome.LineRefused));

    /// <summary>A number typed into a form tool's form reached the desk unscreened, because its click-to-call needs a key.</summary>
    [Theory]
    [InlineData("elementor", Premium, RefusalReason.NumberType)]
    [InlineData("generic", Satellite, RefusalReason.Region)]
    [InlineData("module", "+883510001234567", RefusalReason.Region)]
    public void What_is_never_for_the_public_is_not_called_for_a_tool_either(string front, string number, RefusalReason reason)
    {
        Change(click => click with { AuthRequired = true });
        Assert.Equal(reason, Assert.IsType<PlaceResult.Refused>(Place(front, number)).Refusal.Reason);
        Assert.IsType<PlaceResult.Placed>(Place(front, British));
        Assert.IsType<PlaceResult.Placed>(Place(CallOrder.NativeFront, Premium));
    }

    /// <summary>The import took <c>allowedRegions</c> for a click-to-call that needs a key, and nobody asked for them.</summary>
    [Fact]
    public void Allowed_regions_hold_for_tools_as_well()
    {
        Change(click => click with { AuthRequired = true, AllowedRegions = ["IL"] });
        Assert.Equal(RefusalReason.Region, Assert.IsType<PlaceResult.Refused>(Place("typeform", British)).Refusal.Reason);
        Assert.IsType<PlaceResult.Placed>(Place("typeform", DeskWorld.Visitor));
    }

    [Fact]
    public void A_tool_calls_one_number_so_often_a_day_and_a_key_is_not_counted()
    {
        Change(click => click with { AuthRequired = true });
        Assert.Equal(10, Enumerable.Range(0, 12).Count(_ => Place("google-ads", DeskWorld.Visitor) is PlaceResult.Placed));
        Assert.Equal(12, Enumerable.Range(0, 12).Count(_ => Place(CallOrder.NativeFront, "+972547654321") is PlaceResult.Placed));
    }

    /// <summary>A Kazoo connect without a key is a direct order, and only leads were counted.</summary>
    [Fact]
    public void A_direct_order_without_a_key_is_counted_by_number_and_by_address()
    {
        Change(click => click with { Limits = new CallLimits(2, 0, 0) });
        Assert.Equal(["called", "called", "throttled"], [Connect(), Connect(), Connect()]);
        Change(click => click with { Limits = new CallLimits(0, 1, 0) });
        Assert.Equal(["called", "throttled", "called"], [Connect(from: "203.0.113.7"), Connect("+972547654321", "203.0.113.7"), Connect("+972547654321", "203.0.113.8")]);
        Change(click => click with { AuthRequired = true });
        Assert.Equal("called", Connect(from: "203.0.113.7"));
    }

    /// <summary>An extension that is there rang, one that is not was told to be none: that lists them.</summary>
    [Fact]
    public void Every_extension_gets_the_same_answer_whether_it_is_there_or_not()
    {
        var answers = new[] { DeskWorld.Agent, "102", "103", "777" }
            .Select(extension => Assert.IsType<PlaceResult.Refused>(_world.Place(Order(new ExtensionDestination(extension)))).Refusal)
            .ToList();
        Assert.Single(answers.Distinct());
        Assert.Equal(RefusalReason.DestinationKind, answers[0].Reason);
        Assert.Empty(_world.Phones.Placed);
    }

    /// <summary>Nobody of the office sits at the first phone when a stranger orders: the hours hold, whatever <c>hoursFor</c> says.</summary>
    [Fact]
    public void A_direct_order_without_a_key_keeps_to_the_opening_hours()
    {
        Change(click => click with { Hours = Office.Of("Asia/Jerusalem", "sun-thu 09:00-10:00"), HoursFor = HoursFor.Leads });
        Assert.Equal(RefusalReason.Hours, Assert.IsType<PlaceResult.Refused>(_world.Place(Order(Phone(DeskWorld.Visitor)))).Refusal.Reason);
        Change(click => click with { AuthRequired = true });
        Assert.Equal("called", Connect());
    }

    private void Change(Func<ClickToCall, ClickToCall> change) =>
        _world.Account = _world.Account with { ClickToCalls = [.. _world.Account.ClickToCalls.Select(change)] };

    private PlaceResult Place(string front, string number) => _world.Place(DeskWorld.Lead($"nonce-{_nonce++}") with
    {
        Front = front,
        Second = new Leg(LegRole.Target, Phone(number)),
    });

    private string Connect(string number = DeskWorld.Visitor, string? from = null) => _world.Place(Order(Phone(number)) with { AskedFrom = from }) switch
    {
        PlaceResult.Refused { Refusal.Outcome: CallOutcome.Throttled } => "throttled",
        PlaceResult.Refused { Refusal.Reason: RefusalReason.Line } => "called",
        var other => other.ToString()!,
    };

    private static CallOrder Order(Destination target) => DeskWorld.Direct() with
    {
        Front = "kazoo",
        ClickToCall = "contact",
        Second = new Leg(LegRole.Target, target),
    };

    private static PhoneDestination Phone(string number) =>
        new(PhoneNumber.TryParsePlausible(number, null, out var read, out _) ? read : throw new FormatException(number));
}
