using Click2Call.Accounts.Hours;
using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

public sealed class NumberZonesTests
{
    private static readonly string[] Source = [.. Node.Lines("tools/numbering-metadata", "list-zones.js")];

    [Fact]
    public void Every_prefix_of_the_source_is_answered_as_the_source_says()
    {
        Assert.Equal(3291, Source.Length);
        foreach (var line in Source)
        {
            var (prefix, zones) = (line.Split(' ')[0], line.Split(' ')[1].Split('&'));
            Assert.Equal(zones, NumberZones.Find(Digits(prefix)));
        }
    }

    // A prefix that is not in the source has the zones of what it begins with.
    [Fact]
    public void A_prefix_with_any_digit_more_is_answered_by_its_longest_beginning()
    {
        var known = Source.Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1]);
        foreach (var prefix in known.Keys)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var longer = prefix + digit;
                var longest = Enumerable.Range(1, longer.Length).Select(length => longer[..length]).Last(known.ContainsKey);
                Assert.Equal(known[longest], string.Join('&', NumberZones.Find(Digits(longer))));
            }
        }
    }

    [Fact]
    public void This_machine_knows_every_zone_of_the_source() =>
        Assert.All(Source.SelectMany(line => line.Split(' ')[1].Split('&')).Distinct(), zone => Assert.True(TimeZones.TryFind(zone, out _), zone));

    [Theory]
    [InlineData("+972547654321", "Asia/Jerusalem")]
    [InlineData("+12125550123", "America/New_York")]
    [InlineData("+18765550123", "America/Jamaica")] // a mobile number, which the reference takes for all of North America's
    [InlineData("+18089500123", "Pacific/Honolulu")]
    [InlineData("+12085550123", "America/Boise&America/Los_Angeles")]
    [InlineData("+77710009998", "Asia/Almaty&Asia/Aqtobe")]
    [InlineData("+61291234567", "Australia/Sydney")]
    [InlineData("+61412345678", "Australia/Adelaide&Australia/Brisbane&Australia/Eucla&Australia/Lord_Howe&Australia/Perth&Australia/Sydney&Indian/Christmas&Indian/Cocos")]
    [InlineData("+4930123456", "Europe/Berlin")]
    [InlineData("+34612345678", "Atlantic/Canary&Europe/Madrid")]
    [InlineData("+85221234567", "Asia/Hong_Kong")]
    [InlineData("+80012345678", "")]
    public void The_zones_of_a_number(string number, string zones)
    {
        Assert.True(PhoneNumber.TryParsePlausible(number, null, out var parsed, out var problem), $"{problem}");
        Assert.Equal(zones, string.Join('&', NumberZones.Of(parsed)));
    }

    [Fact]
    public void Asking_again_allocates_nothing()
    {
        var number = PhoneNumber.Parse("+12125550123");
        var zones = NumberZones.Of(number);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Assert.Same(zones, NumberZones.Of(number));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Digits(string text) => [.. text.Select(c => (byte)(c - '0'))];
}
