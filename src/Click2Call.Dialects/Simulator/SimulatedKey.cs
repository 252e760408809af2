namespace Click2Call.Dialects.Simulator;

/// <summary>What a person can press on a phone that rings on the screen.</summary>
public enum SimulatedKey
{
    /// <summary>Answers the phone; it must ring.</summary>
    Answer,

    /// <summary>Declines the call; the phone must ring.</summary>
    Decline,

    /// <summary>Hangs up; the phone must be off the hook.</summary>
    HangUp,
}
