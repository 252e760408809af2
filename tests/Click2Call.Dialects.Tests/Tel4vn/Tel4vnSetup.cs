using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>What the tests of the dialect have in common: a Vietnamese account, an order, tokens, line settings.</summary>
internal static class Tel4vnSetup
{
    public static byte[] InstallationKey { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static CallOrder Order { get; } = new()
    {
        Account = "acme",
        Front = "calls",
        Intent = CallIntent.Direct,
        First = new(LegRole.Agent, new ExtensionDestination("101")) { Shows = new("Nguyễn & con", "0899098899"), AutoAnswer = true, RingTime = TimeSpan.FromSeconds(40) },
        Second = new(LegRole.Target, new PhoneDestination(PhoneNumber.Parse("+84899098899"))) { Shows = new("Acme", "+842871234567") },
        Hotline = "19001919",
        Variables = [new("customer_id", "KH1")],
    };

    /// <summary>The order with nothing that is optional, as the document's examples have it.</summary>
    public static CallOrder Plain { get; } = Order with
    {
        First = new(LegRole.Agent, new ExtensionDestination("101")),
        Second = new(LegRole.Target, Order.Second!.Destination),
        Hotline = null,
        Variables = [],
    };

    public static FakeDirectory Directory()
    {
        var directory = new FakeDirectory();
        directory.Account = directory.Account with { DefaultRegion = "VN", TimeZone = "Asia/Ho_Chi_Minh" };
        return directory;
    }

    public static Tel4vnTokens Tokens(TimeProvider clock) => new(_ => ValueTask.FromResult(InstallationKey), clock);

    public static Tel4vnFront Front(FakeDesk desk, FakeDirectory? directory = null, TimeProvider? clock = null) =>
        Front(desk, directory ?? Directory(), clock ?? new ManualClock(), Tokens(clock ?? new ManualClock()));

    public static Tel4vnHooks Hooks(FakeDirectory directory, TimeProvider clock)
    {
        var endpoints = new FakeEndpoints(directory);
        return new(endpoints, endpoints, new OutgoingHttp(allowPrivate: false), clock);
    }

    private static Tel4vnFront Front(FakeDesk desk, FakeDirectory directory, TimeProvider clock, Tel4vnTokens tokens) =>
        new(desk, directory, tokens, Hooks(directory, clock));

    public static LineSettings Settings(Uri address, string role, params (string Name, string Value)[] options) => new()
    {
        Id = "main",
        Dialect = "tel4vn",
        BaseUrl = address,
        Secrets = new Dictionary<string, string> { [role] = "tel4vn-secret" },
        Options = new Dictionary<string, string>(options.Select(option => KeyValuePair.Create(option.Name, option.Value))) { [LineAddress.AllowPrivateNetwork] = "true" },
    };
}
