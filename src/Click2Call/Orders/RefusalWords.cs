namespace Click2Call.Orders;

/// <summary>What strangers are told of refusals whose reason is not theirs to know.</summary>
public static class RefusalWords
{
    /// <summary>For a number on a block list, on the do-not-call list or off a whitelist alike.</summary>
    public const string CannotBeCalled = "This number cannot be called from here.";
}
