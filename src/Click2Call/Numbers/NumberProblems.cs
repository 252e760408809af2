namespace Click2Call.Numbers;

/// <summary>The reasons of <see cref="NumberProblem"/> in words.</summary>
public static class NumberProblems
{
    /// <summary>One sentence for the person who typed the number. It does not repeat the number.</summary>
    /// <param name="problem">The reason.</param>
    public static string Describe(this NumberProblem problem) => problem switch
    {
        NumberProblem.None => "The number is valid.",
        NumberProblem.NotANumber => "This is not a phone number.",
        NumberProblem.UnknownCountryCode => "The number's country code is not known.",
        NumberProblem.TooShort => "The phone number is too short.",
        NumberProblem.TooLong => "The phone number is too long.",
        _ => "There are no phone numbers like this one; please check the digits.",
    };
}
