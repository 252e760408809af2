namespace Click2Call.Orders;

/// <summary>What became of the wish to take a waiting call over.</summary>
public enum TakeOverResult
{
    /// <summary>It is the taker's, also when they ask again; nobody else will be rung for it.</summary>
    Taken,

    /// <summary>It is being dialled or talked on; nothing was changed.</summary>
    UnderWay,

    /// <summary>It was over before, or somebody else has it.</summary>
    AlreadyEnded,

    /// <summary>No such call.</summary>
    NotFound,

    /// <summary>Storage did not answer: whoever asks again learns whose it is.</summary>
    Unavailable,
}
