using Click2Call.Accounts;
using Click2Call.Numbers;

namespace Click2Call.Tests.Accounts;

/// <summary>What people and programs write for "whom to call".</summary>
public sealed class DestinationReaderTests
{
    private static readonly Account Fernhill = new()
    {
        Id = "fernhill",
        Name = "Fernhill Joinery",
        DefaultRegion = "IL",
        Extensions = [new() { Number = "101", Display = "0990880101" }, new() { Number = "1234567" }, new() { Number = "*72" }],
    };

    [Theory]
    [InlineData("101")]
    [InlineData(" 101 ")]
    [InlineData("0990880101")]
    public void An_extension_is_read_by_its_number_or_its_display(string text)
    {
        Assert.True(DestinationReader.TryRead(text, Fernhill, out var destination, out var problem));
        Assert.Equal(new ExtensionDestination("101", "0990880101"), destination);
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("*72")]
    public void What_the_account_calls_an_extension_is_one_whatever_it_looks_like(string text)
    {
        Assert.True(DestinationReader.TryRead(text, Fernhill, out var destination, out _));
        Assert.Equal(text, Assert.IsType<ExtensionDestination>(destination).Number);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("777777")]
    public void Up_to_six_digits_are_an_extension_for_the_desk_to_refuse(string text)
    {
        Assert.True(DestinationReader.TryRead(text, Fernhill, out var destination, out _));
        Assert.Equal(text, Assert.IsType<ExtensionDestination>(destination).Number);
    }

    [Theory]
    [InlineData("054-234-5678", "+972542345678")]
    [InlineData("+44 20 7946 0958", "+442079460958")]
    [InlineData("00972542345678", "+972542345678")]
    [InlineData("(054) 2345678", "+972542345678")]
    [InlineData("\u200f054-2345678\u200e", "+972542345678")]
    [InlineData("０５４２３４５６７８", "+972542345678")]
    public void A_phone_number_is_read_in_the_accounts_region(string text, string number)
    {
        Assert.True(DestinationReader.TryRead(text, Fernhill, out var destination, out _));
        Assert.Equal(number, Assert.IsType<PhoneDestination>(destination).Number.E164);
    }

    [Theory]
    [InlineData("sip:dana@pbx.example")]
    [InlineData("SIPS:dana@pbx.example")]
    public void A_sip_address_is_read_for_whoever_has_a_key_and_never_as_a_phone_number(string text)
    {
        Assert.True(DestinationReader.TryRead(text, Fernhill, out var destination, out _));
        Assert.IsType<SipDestination>(destination);
        Assert.False(DestinationReader.TryReadPhone(text, "IL", out _, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("dana")]
    [InlineData("+972")]
    [InlineData("sip:")]
    [InlineData("sip:a@b&c=d")]
    [InlineData("sip:a@b,sip:c@d")]
    [InlineData("sip:a@b/c")]
    [InlineData("sip:a@b\r\nX-Header: 1")]
    [InlineData("0542345678,0542345679")]
    [InlineData("0542345678&target=0542345679")]
    [InlineData("0542345678\r\nfoo")]
    [InlineData("'; drop table Accounts --")]
    public void What_is_none_of_these_is_said_without_the_text_itself(string? text)
    {
        Assert.False(DestinationReader.TryRead(text, Fernhill, out var destination, out var problem));
        Assert.Null(destination);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        if (!string.IsNullOrWhiteSpace(text))
            Assert.DoesNotContain(text.Trim(), problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12", "IL")]
    [InlineData("101", "IL")]
    [InlineData("", "IL")]
    public void A_form_takes_phone_numbers_only(string text, string region)
    {
        Assert.False(DestinationReader.TryReadPhone(text, region, out var phone, out var problem));
        Assert.Null(phone);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Every_problem_has_words_of_its_own()
    {
        var words = Enum.GetValues<NumberProblem>().Select(problem => problem.Describe()).ToList();
        Assert.All(words, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
        Assert.True(words.Distinct().Count() >= 5);
    }
}
