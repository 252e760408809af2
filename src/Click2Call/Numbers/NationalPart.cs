namespace Click2Call.Numbers;

/// <summary>Splits the digits of a text into country code and national number, as libphonenumber's parseHelper does.</summary>
internal static class NationalPart
{
    /// <summary>Reads the digits.</summary>
    /// <param name="digits">The digits of the text, 0 to 9 each, at most <see cref="NumberText.LongestText"/>.</param>
    /// <param name="plus">Whether a plus stands before them.</param>
    /// <param name="home">The region of numbers without country code, or none.</param>
    /// <param name="national">Takes the national number; as long as <paramref name="digits"/> and four more.</param>
    /// <param name="length">Its length.</param>
    /// <param name="code">Its country code.</param>
    public static NumberProblem Read(ReadOnlySpan<byte> digits, bool plus, NumberingRegion home, Span<byte> national, out int length, out int code)
    {
        length = 0;
        scoped ReadOnlySpan<byte> rest;
        var problem = Split(digits, plus, home, national, out rest, out code);
        if (problem != NumberProblem.None)
            return problem;

        var region = home;
        if (code != 0)
            region = NumberingPlan.Code(code).Main;
        else
            code = home.Code;
        if (rest.Length < 2)
            return NumberProblem.TooShort;

        Span<byte> rewritten = stackalloc byte[rest.Length + 4];
        var bare = region.WithoutNationalPrefix(rest, rewritten);
        if (region.Judge(bare.Length) is LengthVerdict.Possible or LengthVerdict.TooLong)
            rest = bare;
        if (rest.Length > NumberingPlan.LongestNational)
            return NumberProblem.TooLong;

        rest.CopyTo(national);
        length = rest.Length;
        return length < 2 ? NumberProblem.TooShort : NumberProblem.None;
    }

    /// <summary>Finds the country code: after a plus, after an international prefix of the home region, or written without either.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="plus">Whether a plus stands before them.</param>
    /// <param name="home">The region of numbers without country code, or none.</param>
    /// <param name="work">Room to rewrite the number in.</param>
    /// <param name="rest">What follows the code, or all digits.</param>
    /// <param name="code">The code, or 0 for a national number.</param>
    private static NumberProblem Split(ReadOnlySpan<byte> digits, bool plus, NumberingRegion home, Span<byte> work, out ReadOnlySpan<byte> rest, out int code)
    {
        rest = digits;
        code = 0;
        if (plus)
        {
            if (digits.Length <= 2)
                return NumberProblem.TooShort;
            if (TakeCode(digits, out rest, out code))
                return NumberProblem.None;
        }

        if (!home.Exists)
            return NumberProblem.UnknownCountryCode;
        var international = home.InternationalPrefix(digits);
        // No country code begins with 0: such a "prefix" is the start of a national number.
        if (international >= 0 && !(international < digits.Length && digits[international] == 0))
        {
            if (digits.Length - international <= 2)
                return NumberProblem.TooShort;
            return TakeCode(digits[international..], out rest, out code) ? NumberProblem.None : NumberProblem.UnknownCountryCode;
        }

        code = CodeWithoutPlus(digits, home, work, ref rest);
        // "+0044…" is read as "0044…", but never as a number of the home region.
        return plus && code == 0 ? NumberProblem.UnknownCountryCode : NumberProblem.None;
    }

    /// <summary>Whether the digits are a number of the home region with its country code, but no plus: 972541234567.</summary>
    private static int CodeWithoutPlus(ReadOnlySpan<byte> digits, NumberingRegion home, Span<byte> work, ref ReadOnlySpan<byte> rest)
    {
        Span<byte> code = stackalloc byte[3];
        var size = Digits(home.Code, code);
        if (!digits.StartsWith(code[..size]))
            return 0;
        var without = home.WithoutNationalPrefix(digits[size..], work);
        if (!(!home.HasShape(digits) && home.HasShape(without)) && home.Judge(digits.Length) != LengthVerdict.TooLong)
            return 0;
        rest = without;
        return home.Code;
    }

    private static bool TakeCode(ReadOnlySpan<byte> digits, out ReadOnlySpan<byte> rest, out int code)
    {
        code = 0;
        for (var length = 1; length <= 3 && length <= digits.Length && digits[0] != 0; length++)
        {
            code = (code * 10) + digits[length - 1];
            if (!NumberingPlan.Code(code).Exists)
                continue;
            rest = digits[length..];
            return true;
        }

        code = 0;
        rest = digits;
        return false;
    }

    private static int Digits(int code, Span<byte> digits)
    {
        var size = code < 10 ? 1 : code < 100 ? 2 : 3;
        for (var i = size - 1; i >= 0; i--, code /= 10)
            digits[i] = (byte)(code % 10);
        return size;
    }
}
