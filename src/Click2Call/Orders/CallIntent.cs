namespace Click2Call.Orders;

/// <summary>What the caller of a front door wants.</summary>
public enum CallIntent
{
    /// <summary>Whoever is free should call this person: a form or a CRM post.</summary>
    Lead,

    /// <summary>This extension calls this target: the dialects, the native API, a campaign.</summary>
    Direct,
}
