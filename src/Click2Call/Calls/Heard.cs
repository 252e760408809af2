namespace Click2Call.Calls;

/// <summary>What became of a phone system's event.</summary>
public enum Heard
{
    /// <summary>Its facts are in the call's row.</summary>
    Applied,

    /// <summary>They were there before.</summary>
    Known,

    /// <summary>No call is known by that id yet; it waits.</summary>
    Waiting,

    /// <summary>It names no call of this account and line.</summary>
    Foreign,
}
