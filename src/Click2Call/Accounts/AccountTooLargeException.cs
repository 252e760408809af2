namespace Click2Call.Accounts;

/// <summary>A part of an account, with what was to be changed in it, is larger than storage takes. Nothing was written, and trying again is no use.</summary>
/// <param name="part">Which part, such as <c>flow:callback</c>.</param>
/// <param name="inner">What storage said.</param>
public sealed class AccountTooLargeException(string part, Exception inner) : Exception($"The part '{part}' of the account is too large to be stored.", inner)
{
    /// <summary>Which part, such as <c>flow:callback</c>.</summary>
    public string Part => part;
}
