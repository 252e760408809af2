using Click2Call.Accounts.Import;

namespace Click2Call.Tests.Accounts;

public sealed class ShortDurationTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("366d", 366 * 86400)]
    public void A_number_and_a_unit_are_a_duration(string text, int seconds)
    {
        Assert.True(ShortDuration.TryParse(text, out var span));
        Assert.Equal(TimeSpan.FromSeconds(seconds), span);
        Assert.True(ShortDuration.TryParse(ShortDuration.Format(span), out var again));
        Assert.Equal(span, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("30")]
    [InlineData("-5s")]
    [InlineData("1.5h")]
    [InlineData("5 m")]
    [InlineData("367d")]
    [InlineData("2147483647h")]
    public void Anything_else_is_none(string text) => Assert.False(ShortDuration.TryParse(text, out _));
}
