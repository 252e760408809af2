namespace Click2Call.Accounts;

/// <summary>After what the next member of a hunt group is rung.</summary>
public enum HuntAfter
{
    /// <summary>Busy, offline, declined, not answering. Needs a line that reports progress or can be asked: on any other, silence would be taken for no answer.</summary>
    Failure,

    /// <summary>Only when the line refused the order, so that surely nothing rang.</summary>
    Refusal,
}
