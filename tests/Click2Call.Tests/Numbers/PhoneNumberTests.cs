using Click2Call.Numbers;

namespace Click2Call.Tests.Numbers;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("054-765 4321")]
    [InlineData("+972 (0)54 765 4321")]
    [InlineData("00972547654321")]
    [InlineData("972547654321")]
    [InlineData("tel:+972-54-765-4321")]
    [InlineData("+٩٧٢٥٤٧٦٥٤٣٢١")]
    [InlineData("+972547654321")]
    [InlineData("\u202a+972 54-765-4321\u202c")]
    [InlineData("(054) 765.4321")]
    [InlineData("012 972 54 765 4321")]
    [InlineData("054\u202f765\u20094321")]
    public void One_number_in_all_the_ways_people_write_it(string text)
    {
        var number = PhoneNumber.Parse(text, "IL");

        Assert.Equal("+972547654321", number.E164);
        Assert.Equal("IL", number.Region);
        Assert.Equal(972, number.CountryCode);
        Assert.Equal("547654321", number.NationalNumber);
        Assert.Null(number.Extension);
        Assert.Equal(NumberType.Mobile, number.Type);
        Assert.True(number.IsValid);
    }

    [Fact]
    public void Formats_of_an_Israeli_mobile()
    {
        var number = PhoneNumber.Parse("+972547654321");

        Assert.Equal("054-765-4321", number.ToNational());
        Assert.Equal("+972 54-765-4321", number.ToInternational());
        Assert.Equal("tel:+972-54-765-4321", number.ToTelUri());
        Assert.Equal("0547654321", number.ToLocal());
        Assert.Equal("+972******321", number.ToMasked());
    }

    [Fact]
    public void Extension_is_kept_and_written()
    {
        var number = PhoneNumber.Parse("tel:+1-415-555-2671;ext=12");

        Assert.Equal("+14155552671", number.E164);
        Assert.Equal("12", number.Extension);
        Assert.Equal("(415) 555-2671 ext. 12", number.ToNational());
        Assert.Equal("+1 415-555-2671 ext. 12", number.ToInternational());
        Assert.Equal("tel:+1-415-555-2671;ext=12", number.ToTelUri());
        Assert.Equal("4155552671", number.ToLocal());
        Assert.Equal("+44 20 7946 0958 x7", PhoneNumber.Parse("020 7946 0958 ext 7", "GB").ToInternational());
        Assert.Equal("12", PhoneNumber.Parse("+1 415 555 2671 x١٢").Extension);
    }

    [Theory]
    [InlineData("011 972 54 765 4321", "US", "+972547654321")]
    [InlineData("00 1 415 555 2671", "IL", "+14155552671")]
    [InlineData("0011 44 20 7946 0958", "AU", "+442079460958")]
    [InlineData("810 44 20 7946 0958", "RU", "+442079460958")]
    [InlineData("011 15-2345-6789", "AR", "+5491123456789")]
    [InlineData("0 15 21 2345-6789", "BR", "+552123456789")]
    [InlineData("222 123 4567", "MX", "+522221234567")]
    [InlineData("06 1234 5678", "IT", "+390612345678")]
    [InlineData("1-800-FLOWERS", "US", "+18003569377")]
    [InlineData("tel:7946 0958;phone-context=+44-20", null, "+442079460958")]
    [InlineData("212345678", "cz", "+420212345678")]
    public void Prefixes_of_the_default_region_are_understood(string text, string? region, string e164) =>
        Assert.Equal(e164, PhoneNumber.Parse(text, region).E164);

    [Theory]
    [InlineData("+12125550123", "US", NumberType.FixedLineOrMobile)]
    [InlineData("+18768123456", "JM", NumberType.Mobile)]
    [InlineData("+77010001234", "KZ", NumberType.Mobile)]
    [InlineData("+447400123456", "GB", NumberType.Mobile)]
    [InlineData("+447781123456", "GG", NumberType.Mobile)]
    [InlineData("+80012345678", null, NumberType.TollFree)]
    [InlineData("+9721900123456", "IL", NumberType.PremiumRate)]
    [InlineData("+9721700123456", "IL", NumberType.SharedCost)]
    [InlineData("+972772345678", "IL", NumberType.Voip)]
    public void Region_and_type(string text, string? region, NumberType type)
    {
        var number = PhoneNumber.Parse(text);

        Assert.Equal(region, number.Region);
        Assert.Equal(type, number.Type);
    }

    [Theory]
    [InlineData(null, "IL", NumberProblem.NotANumber)]
    [InlineData("", "IL", NumberProblem.NotANumber)]
    [InlineData("call me", "IL", NumberProblem.NotANumber)]
    [InlineData("054-765 4321", null, NumberProblem.UnknownCountryCode)]
    [InlineData("054-765 4321", "ZZ", NumberProblem.UnknownCountryCode)]
    [InlineData("+999 123 456 789", "IL", NumberProblem.UnknownCountryCode)]
    [InlineData("05476", "IL", NumberProblem.TooShort)]
    [InlineData("+972 54 765 4321 765 4321", null, NumberProblem.TooLong)]
    [InlineData("+1 415 555 2671 1", null, NumberProblem.TooLong)]
    [InlineData("+1 055 555 2671", null, NumberProblem.NotAssigned)]
    [InlineData("054-123 4567", "IL", NumberProblem.NotAssigned)]
    public void A_text_that_is_no_number_is_refused_with_its_reason(string? text, string? region, NumberProblem expected)
    {
        Assert.False(PhoneNumber.TryParse(text, region, out var number, out var problem));
        Assert.Null(number);
        Assert.Equal(expected, problem);
        var exception = Assert.Throws<FormatException>(() => PhoneNumber.Parse(text!, region));
        Assert.Equal(expected.Describe(), exception.Message);
    }

    [Fact]
    public void Every_problem_has_words_of_its_own() =>
        Assert.Equal(Enum.GetValues<NumberProblem>().Length, Enum.GetValues<NumberProblem>().Select(p => p.Describe()).Distinct().Count());

    [Fact]
    public void A_plausible_number_that_was_never_given_out_has_no_type()
    {
        Assert.True(PhoneNumber.TryParsePlausible("054-123 4567", "IL", out var number, out _));

        Assert.Equal(NumberType.Unknown, number.Type);
        Assert.False(number.IsValid);
        Assert.Equal(("+972541234567", "IL", "0541234567", "054-123-4567"), (number.E164, number.Region, number.ToLocal(), number.ToNational()));
        Assert.False(PhoneNumber.TryParsePlausible("0541", "IL", out _, out var problem));
        Assert.Equal(NumberProblem.TooShort, problem);
    }

    [Fact]
    public void Text_form_never_shows_the_number()
    {
        var number = PhoneNumber.Parse("+972547654321");

        Assert.Equal("+972******321", number.ToString());
        Assert.Equal("call +972******321", $"call {number}");
    }

    [Fact]
    public void Equal_when_number_and_extension_are()
    {
        var number = PhoneNumber.Parse("054-765 4321", "IL");

        Assert.Equal(number, PhoneNumber.Parse("+972547654321"));
        Assert.Equal(number.GetHashCode(), PhoneNumber.Parse("+972547654321").GetHashCode());
        Assert.True(number == PhoneNumber.Parse("+972547654321"));
        Assert.NotEqual(number, PhoneNumber.Parse("+972547654321 x1"));
        Assert.True(number != PhoneNumber.Parse("+972547654322"));
        Assert.False(number.Equals(null));
        // Leading zeros count: an Italian 06… is not 6….
        Assert.NotEqual(PhoneNumber.Parse("+390612345678").NationalNumber, PhoneNumber.Parse("+390612345678").NationalNumber.TrimStart('0'));
    }

    [Fact]
    public async Task Threads_share_the_metadata()
    {
        var texts = Enumerable.Range(0, 900).Select(i => $"+{(i % 215) + 1}2123456{i:000}").ToArray();
        var alone = texts.Select(Answer).ToArray();

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => texts.Select(Answer).ToArray())));

        Assert.All(together, answers => Assert.Equal(alone, answers));

        static string Answer(string text) => PhoneNumber.TryParse(text, null, out var n, out var p) ? $"{n.E164} {n.Region} {n.ToNational()}" : p.ToString();
    }

    [Fact]
    public void A_parse_allocates_the_number_and_nothing_else()
    {
        PhoneNumber.Parse("054-765 4321", "IL");
        var before = GC.GetAllocatedBytesForCurrentThread();
        PhoneNumber.TryParse("054-765 4321", "IL", out var number, out _);
        var first = GC.GetAllocatedBytesForCurrentThread() - before;
        PhoneNumber.TryParse("054-123 4567", "IL", out _, out _);
        var refused = GC.GetAllocatedBytesForCurrentThread() - before - first;

        Assert.NotNull(number);
        Assert.InRange(first, 1, 64);
        Assert.Equal(0, refused);
    }
}
