namespace Click2Call.Dialects.Simulator;

/// <summary>How the simulated phone system answers an order to dial.</summary>
public enum SimulatedReply
{
    /// <summary>It takes the order at once.</summary>
    Prompt,

    /// <summary>It takes the order at once, and its reply needs 8 s.</summary>
    Slow,

    /// <summary>It takes the order and the phone rings, but its reply never arrives.</summary>
    Lost,

    /// <summary>The connection breaks after the order was sent and before the phone system saw it; nothing rings.</summary>
    Broken,

    /// <summary>It says that it is out of service, as with HTTP 503; nothing rings.</summary>
    OutOfService,

    /// <summary>It refuses the order, as for wrong credentials; nothing rings.</summary>
    Refused,

    /// <summary>Nothing listens there: the connection is refused before anything is sent.</summary>
    Down,
}
