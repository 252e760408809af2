namespace Click2Call.Orders;

/// <summary>What to do when the phone system is down.</summary>
public enum LineDownRule
{
    /// <summary>Tell the caller at once; the call is ended.</summary>
    Fail,

    /// <summary>Keep the call and dial it when the phone system is back.</summary>
    Queue,
}
