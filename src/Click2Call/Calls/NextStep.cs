namespace Click2Call.Calls;

/// <summary>What is due for a call now.</summary>
internal abstract record NextStep
{
    private NextStep()
    {
    }

    /// <summary>Nothing, ever again.</summary>
    public sealed record Done : NextStep;

    /// <summary>Nothing until then.</summary>
    public sealed record Wait(DateTimeOffset Until) : NextStep;

    /// <summary>Claim the next attempt and dial.</summary>
    public sealed record Dial : NextStep;

    /// <summary>Ask the phone system what became of the latest attempt.</summary>
    public sealed record Ask : NextStep;

    /// <summary>Take the latest attempt down.</summary>
    public sealed record HangUp : NextStep;

    /// <summary>Conclude something that silence has proved.</summary>
    public sealed record Conclude(Fact Fact) : NextStep;
}
