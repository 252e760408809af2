using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

/// <summary>"SIP URI or DID or Internal Extension" (Kazoo Click-to-Call API), with the rules of Kazoo's number converter.</summary>
public sealed class KazooContactTests
{
    [Theory]
    [InlineData("4158867900", null, "+14158867900")]
    [InlineData("14158867900", null, "+14158867900")]
    [InlineData("+14158867900", null, "+14158867900")]
    [InlineData("+15551234567", null, "+15551234567")]
    [InlineData("011972547654321", null, "+972547654321")]
    [InlineData("00972547654321", null, "+972547654321")]
    [InlineData("972547654321", null, "+972547654321")]
    [InlineData("054-765-4321", "IL", "+972547654321")]
    [InlineData("4158867900", "IL", "+14158867900")]
    [InlineData(" 4158867900 ", "US", "+14158867900")]
    public void Phone_numbers(string contact, string? region, string e164) =>
        Assert.Equal(e164, Assert.IsType<PhoneDestination>(KazooContact.Detect(contact, region)).Dialable);

    [Theory]
    [InlineData("sip:1001@realm.example", "sip:1001@realm.example")]
    [InlineData("SIPS:1001@realm.example", "SIPS:1001@realm.example")]
    [InlineData("1001@realm.example", "sip:1001@realm.example")]
    public void Sip_addresses(string contact, string uri) => Assert.Equal(new SipDestination(uri), KazooContact.Detect(contact));

    [Theory]
    [InlineData("1001")]
    [InlineData("*97")]
    [InlineData("123456")]
    public void Extensions(string contact) => Assert.Equal(new ExtensionDestination(contact), KazooContact.Detect(contact, "DE"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("0123456789")]
    [InlineData("1001@")]
    [InlineData("@realm.example")]
    [InlineData("1001&1002")]
    [InlineData("1001\r\nX: y")]
    [InlineData("1001/n")]
    public void Everything_else_is_refused(string? contact) => Assert.Null(KazooContact.Detect(contact));

    [Theory]
    [InlineData("4158867900", "+14158867900")]
    [InlineData("14158867900", "+14158867900")]
    [InlineData("+14158867900", "+14158867900")]
    [InlineData("+4158867900", "+4158867900")]
    [InlineData("01144207946", "+44207946")]
    [InlineData("0044207946", "+44207946")]
    [InlineData("44207946", "+44207946")]
    [InlineData("4420794", "4420794")]
    [InlineData("1001", "1001")]
    [InlineData("0044", "0044")]
    [InlineData("alice", "alice")]
    [InlineData("+", "+")]
    public void Converter_rules(string contact, string normalised) => Assert.Equal(normalised, KazooContact.Normalise(contact));
}
