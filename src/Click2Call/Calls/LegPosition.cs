namespace Click2Call.Calls;

/// <summary>Which of the two legs, in the order of dialling.</summary>
public enum LegPosition
{
    /// <summary>Dialled first; usually the agent.</summary>
    First,

    /// <summary>Dialled when the first has answered; usually the target.</summary>
    Second,
}
