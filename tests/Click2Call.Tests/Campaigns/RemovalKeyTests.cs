using Click2Call.Campaigns;
using Click2Call.Intake;

namespace Click2Call.Tests.Campaigns;

public sealed class RemovalKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("9", true)]
    [InlineData("129", true)]
    [InlineData("#", true)]
    [InlineData("12", false)]
    [InlineData("", false)]
    public void Whoever_pressed_one_of_its_keys_is_called_no_more(string pressed, bool removed) => Assert.Equal(
        removed ? new DoNotCallEntry("+972542345678", Now, "Pressed the key for it in a campaign.") : null,
        RemovalKey.Entry("+972542345678", pressed, ["9", "#"], Now));

    [Fact]
    public void Without_such_a_key_nobody_is() => Assert.Null(RemovalKey.Entry("+972542345678", "9", [], Now));
}
