namespace Click2Call.Flows;

/// <summary>What a step of a flow does. The first twelve are what a phone system can be told; the rest we decide ourselves.</summary>
public enum FlowStepKind
{
    /// <summary>Plays sounds and goes on.</summary>
    Say,

    /// <summary>Plays sounds as a media player: the caller may skip and go back.</summary>
    Listen,

    /// <summary>Plays sounds and waits for one key.</summary>
    Menu,

    /// <summary>Asks for several digits.</summary>
    Digits,

    /// <summary>Records the caller.</summary>
    Record,

    /// <summary>Records the caller and writes down what was said.</summary>
    Speech,

    /// <summary>Connects the caller with a phone number.</summary>
    Dial,

    /// <summary>Connects the caller with an extension at a network address.</summary>
    DialIp,

    /// <summary>Sends the caller to another extension of the phone system; the flow is over.</summary>
    Jump,

    /// <summary>Ends the call.</summary>
    HangUp,

    /// <summary>Plays the campaigns that wait for the caller.</summary>
    Broadcasts,

    /// <summary>Charges a credit card.</summary>
    Charge,

    /// <summary>Chooses the next step by the caller, the hour or a variable.</summary>
    Branch,

    /// <summary>Has somebody of the account call a person.</summary>
    Lead,

    /// <summary>Finds the lead that is offered to the caller, who is one of the account's agents.</summary>
    Offer,

    /// <summary>Takes the offered lead, so that nobody else gets it.</summary>
    Accept,

    /// <summary>Sets a variable.</summary>
    Set,
}
