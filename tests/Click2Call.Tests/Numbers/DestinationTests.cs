using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

public sealed class DestinationTests
{
    public static TheoryData<Destination, string, string> Kinds => new()
    {
        { new PhoneDestination(PhoneNumber.Parse("+972547654321")), "+972547654321", "+972******321" },
        { new ExtensionDestination("101"), "101", "extension ***" },
        { new ExtensionDestination("0990880101", "0990880101"), "0990880101", "extension *******101" },
        { new SipDestination("sip:+972547654321@pbx.example"), "sip:+972547654321@pbx.example", "sip:+972******321@pbx.example" },
        { new SipDestination("sips:alice@pbx.example", "realm.example"), "sips:alice@pbx.example", "sips:*****@pbx.example" },
        { new SipDestination("sip:pbx.example"), "sip:pbx.example", "sip:…" },
        { new GroupDestination("sales"), "sales", "group sales" },
        { new LoginCodeDestination("12345678"), "12345678", "login code *****678" },
        { new SipTrunkDestination("carrier-1"), "carrier-1", "trunk carrier-1" },
        { new SipTrunkDestination(), "", "trunk" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Text_is_dialled_in_full_and_shown_masked(Destination destination, string dialable, string shown)
    {
        Assert.Equal(dialable, destination.Dialable);
        Assert.Equal(shown, destination.ToString());
    }

    [Theory]
    [InlineData("101&102")]
    [InlineData("PJSIP/101")]
    [InlineData("101,30,A(x)")]
    [InlineData("101\r\nAction: Originate")]
    [InlineData("101\n")]
    [InlineData("101\0")]
    [InlineData("101\u0085")]
    [InlineData("101\u2028")]
    [InlineData("")]
    [InlineData("  ")]
    public void Texts_that_a_phone_system_would_read_as_more_than_a_number_are_refused(string text)
    {
        Assert.False(DialText.IsAdmitted(text));
        Assert.Throws<ArgumentException>(() => new ExtensionDestination(text));
        Assert.Throws<ArgumentException>(() => new ExtensionDestination("101", text));
        Assert.Throws<ArgumentException>(() => new ExtensionDestination("101") with { Number = text });
        Assert.Throws<ArgumentException>(() => new SipDestination("sip:a@b", text));
        Assert.Throws<ArgumentException>(() => new SipDestination("sip:" + text + "@b"));
        Assert.Throws<ArgumentException>(() => new GroupDestination(text));
        Assert.Throws<ArgumentException>(() => new LoginCodeDestination(text));
        Assert.Throws<ArgumentException>(() => new SipTrunkDestination(text));
    }

    [Theory]
    [InlineData("1001@pbx.example")]
    [InlineData("sip:")]
    [InlineData("sip:@pbx.example")]
    [InlineData("sip:1001@")]
    [InlineData("tel:+972547654321")]
    public void A_SIP_address_has_a_scheme_and_a_host(string uri) => Assert.Throws<ArgumentException>(() => new SipDestination(uri));

    [Fact]
    public void A_lone_surrogate_is_refused()
    {
        Assert.False(DialText.IsAdmitted("101\ud83d"));
        Assert.False(DialText.IsAdmitted("\ude00101"));
        Assert.True(DialText.IsAdmitted("101\ud83d\ude00"));
    }

    [Fact]
    public void Names_in_any_script_are_admitted() => Assert.True(DialText.IsAdmitted("מכירות 😀"));

    [Fact]
    public void Equal_by_value()
    {
        Assert.Equal(new PhoneDestination(PhoneNumber.Parse("0547654321", "IL")), new PhoneDestination(PhoneNumber.Parse("+972547654321")));
        Assert.NotEqual<Destination>(new ExtensionDestination("101"), new LoginCodeDestination("101"));
    }
}
