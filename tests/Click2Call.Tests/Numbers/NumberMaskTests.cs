using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

public sealed class NumberMaskTests
{
    [Theory]
    [InlineData("+972547654321", "+972******321")]
    [InlineData("+1 415-555-2671 x12", "+1*******671")]
    [InlineData("+972541234567", "+972******567")]
    [InlineData("054-765 4321", "***-*** *321")]
    [InlineData("0123456", "****456")]
    [InlineData("101", "***")]
    [InlineData("123456", "******")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("1-800-FLOWERS", "*-***-*******")]
    [InlineData("٠٥٤٧٦٥٤٣٢١", "*******٣٢١")]
    [InlineData("call 0547654321\r\nadmin: yes", "**** *******321??*****: ***")]
    public void Digits_are_hidden(string? text, string masked) => Assert.Equal(masked, NumberMask.Mask(text));

    [Fact]
    public void A_long_text_is_cut_off_and_shows_no_digit() =>
        Assert.Equal(new string('*', NumberMask.MaxLength), NumberMask.Mask(new string('5', 1 << 20)));
}
