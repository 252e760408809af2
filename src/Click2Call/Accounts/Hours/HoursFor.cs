namespace Click2Call.Accounts.Hours;

/// <summary>Which orders a click-to-call's hours hold for.</summary>
public enum HoursFor
{
    /// <summary>Leads wait for the next opening; a direct order goes through, because somebody at the first phone asks for it now.</summary>
    Leads,

    /// <summary>Direct orders are refused outside the hours as well.</summary>
    All,
}
