namespace Click2Call.Calls;

/// <summary>Why a call ended. The name says whose side it was.</summary>
public enum CallOutcome
{
    /// <summary>The agent and the target talked; for a call of one leg: it was answered.</summary>
    Answered,

    /// <summary>The agent's phone was busy.</summary>
    AgentBusy,

    /// <summary>The agent's phone is not registered, switched off or unknown to the phone system.</summary>
    AgentOffline,

    /// <summary>The agent's phone rang and nobody answered.</summary>
    AgentNoAnswer,

    /// <summary>The agent declined, or did not press the accept key.</summary>
    AgentDeclined,

    /// <summary>The phone system bars this extension from click-to-call.</summary>
    AgentBlocked,

    /// <summary>The target was busy.</summary>
    TargetBusy,

    /// <summary>The target's phone rang and nobody answered.</summary>
    TargetNoAnswer,

    /// <summary>The target declined the call.</summary>
    TargetRejected,

    /// <summary>The number does not exist or could not be reached.</summary>
    TargetUnreachable,

    /// <summary>The phone system could not be reached or said that it is out of service; surely nothing rang.</summary>
    LineUnavailable,

    /// <summary>The phone system refused the order, for example its credentials; surely nothing rang.</summary>
    LineRefused,

    /// <summary>Our own rules refused it: region, number type, block list, hours.</summary>
    NotAllowed,

    /// <summary>Too many calls at once, or too many in a while.</summary>
    Throttled,

    /// <summary>Somebody canceled it, or the agent hung up while the target was ringing.</summary>
    Canceled,

    /// <summary>It was not placed within its time.</summary>
    Expired,

    /// <summary>It may have rung, and nobody told us. A person should look; it is not repeated by itself.</summary>
    Unknown,
}
