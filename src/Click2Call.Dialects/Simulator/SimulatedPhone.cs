namespace Click2Call.Dialects.Simulator;

/// <summary>What a simulated phone does when it is called.</summary>
public enum SimulatedPhone
{
    /// <summary>Rings, and is answered 2 s later.</summary>
    Answers,

    /// <summary>Is answered as soon as it rings.</summary>
    AnswersAtOnce,

    /// <summary>Rings on the screen until somebody answers, declines or the ring time is over.</summary>
    OnScreen,

    /// <summary>Busy; it does not ring.</summary>
    Busy,

    /// <summary>An agent's phone is not registered, a target's number cannot be reached; it does not ring.</summary>
    Away,

    /// <summary>Rings for the whole ring time.</summary>
    NoAnswer,

    /// <summary>Rings, and is declined 2 s later.</summary>
    Declines,

    /// <summary>Barred by the phone system; it does not ring.</summary>
    Barred,

    /// <summary>Is answered after 2 s, and hung up 1 s after the other phone began to ring; if they are connected, 3 s later.</summary>
    HangsUp,

    /// <summary>Is answered after 2 s; 1 s into a message, the key 1 is pressed. Elsewhere as <see cref="Answers"/>.</summary>
    Presses1,

    /// <summary>As <see cref="Presses1"/>, with the key 2.</summary>
    Presses2,
}
