namespace Click2Call.Dialects.Simulator;

/// <summary>What the simulated phone system tells by itself.</summary>
public enum SimulatedReports
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>When a leg has ended, and the record of the call.</summary>
    End,

    /// <summary>Ringing and answers too.</summary>
    Progress,
}
