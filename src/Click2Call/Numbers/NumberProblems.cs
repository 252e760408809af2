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
        NumberProblem.UnknownCountryCode => "The country code does not exist, or it is missing.",
        NumberProblem.TooShort => "The number is too short.",
        NumberProblem.TooLong => "The number is too long.",
        _ => "This number has not been given out.",
    };
}
