namespace Click2Call.Simulation;

/// <summary>How often what goes wrong in a run. Drawn from the seed, so that some runs are calm and some are wild.</summary>
internal sealed record Faults
{
    public double StorageDown { get; init; }

    public double LostReply { get; init; }

    public double LateRequest { get; init; }

    public double SlowStorage { get; init; }

    public double Crash { get; init; }

    public double Freeze { get; init; }

    public double LineRefuses { get; init; }

    public double LineUncertain { get; init; }

    public double LineSlow { get; init; }

    public double LookUpFails { get; init; }

    public double HangUpFails { get; init; }

    public double EventDuplicated { get; init; }

    public double MessageDuplicated { get; init; }

    public static Faults None { get; } = new();

    public static Faults Draw(Random random)
    {
        return new Faults
        {
            StorageDown = Rate(0.15),
            LostReply = Rate(0.15),
            LateRequest = Rate(0.05),
            SlowStorage = Rate(0.1),
            Crash = Rate(1),
            Freeze = Rate(1),
            LineRefuses = Rate(0.4),
            LineUncertain = Rate(0.5),
            LineSlow = Rate(0.4),
            LookUpFails = Rate(0.5),
            HangUpFails = Rate(0.5),
            EventDuplicated = Rate(0.4),
            MessageDuplicated = Rate(0.3),
        };

        // Half of the runs without, the others anything up to the most.
        double Rate(double most) => random.Next(2) == 0 ? 0 : random.NextDouble() * most;
    }
}
