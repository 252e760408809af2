namespace Click2Call.Orders;

/// <summary>Whose phone a leg is.</summary>
public enum LegRole
{
    /// <summary>Somebody of the account.</summary>
    Agent,

    /// <summary>The customer, the visitor, the contact.</summary>
    Target,
}
