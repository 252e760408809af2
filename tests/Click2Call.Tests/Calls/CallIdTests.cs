using Click2Call.Calls;

namespace Click2Call.Tests.Calls;

public sealed class CallIdTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 10, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void It_holds_the_time_to_the_millisecond_and_is_read_in_both_forms()
    {
        var id = CallId.New(At, new Random(1));
        Assert.Equal(At, id.CreatedAt);
        Assert.Equal(id, CallId.Parse(id.ToString()));
        Assert.Equal(id, CallId.Parse(id.ToHex()));
        Assert.Equal(32, id.ToHex().Length);
        Assert.True(CallId.New(At.AddMilliseconds(1), new Random(1)) > id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("00000000-0000-4000-8000-000000000000")]
    [InlineData("01a1fa0c-2303-7454-9542-420d4d2ebfe")]
    public void What_is_no_version_7_UUID_is_no_id(string? text) => Assert.False(CallId.TryParse(text, out _));

    [Fact]
    public void An_id_beyond_the_year_9999_was_read_and_threw_when_it_was_used() =>
        Assert.False(CallId.TryParse("ffffffff-ffff-7fff-bfff-ffffffffffff", out _));

    [Theory]
    [InlineData("-1", true)]
    [InlineData("-20", true)]
    [InlineData("-0", false)]
    [InlineData("-x", false)]
    [InlineData("", false)]
    public void An_attempt_is_a_call_and_its_number(string end, bool read) =>
        Assert.Equal(read, AttemptId.TryParse(CallId.New(At, new Random(2)) + end, out _));
}
