namespace Click2Call.Numbers;

/// <summary>What the types of numbers mean for whoever pays for the call.</summary>
public static class NumberTypes
{
    /// <summary>Whether a number costs the caller money, or the called a surprise: not to be dialled when a stranger typed it.</summary>
    public static bool IsNeverForThePublic(this NumberType type) =>
        type is NumberType.PremiumRate or NumberType.SharedCost or NumberType.PersonalNumber or NumberType.Pager or NumberType.Uan or NumberType.Voicemail;
}
