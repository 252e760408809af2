using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

/// <summary>The examples of the Technoline Click-to-Call API reference, Target formats, and what lies beside them.</summary>
public sealed class TechnolineTargetTests
{
    [Theory]
    [InlineData("0501234567")]
    [InlineData("+972501234567")]
    [InlineData("00972501234567")]
    public void Israeli_numbers_are_dialled_in_local_form(string target)
    {
        var phone = Assert.IsType<PhoneDestination>(TechnolineTarget.Detect(target));
        Assert.Equal("0501234567", phone.Number.ToLocal());
    }

    [Theory]
    [InlineData("101")]
    [InlineData("205")]
    [InlineData("999")]
    [InlineData(" 101 ")]
    public void Three_digits_are_an_extension(string target) =>
        Assert.Equal(new ExtensionDestination(target.Trim()), TechnolineTarget.Detect(target));

    [Theory]
    [InlineData("0990880101")]
    [InlineData("0990880205")]
    [InlineData("0990881")]
    public void Display_numbers_are_an_extension(string target) =>
        Assert.Equal(new ExtensionDestination(target, target), TechnolineTarget.Detect(target));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("012")]
    [InlineData("1011")]
    [InlineData("10")]
    [InlineData("١٠١")]
    [InlineData("099088")]
    [InlineData("+14155552671")]
    [InlineData("0014155552671")]
    [InlineData("+97054123456")]
    [InlineData("050123456")]
    [InlineData("sip:101@pbx.example")]
    [InlineData("101&102")]
    public void Everything_else_is_refused(string? target) => Assert.Null(TechnolineTarget.Detect(target));
}
