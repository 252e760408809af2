namespace Click2Call.Faults;

/// <summary>One contender under load and faults, until nothing more comes of it.</summary>
internal sealed class FaultRun(RunOptions options, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public async Task<Tally> Measure(IContender contender, PhoneSystem phones)
    {
        await phones.Start();
        await contender.Start(phones);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromSeconds(30) });
        using var over = new CancellationTokenSource();
        using var late = new CancellationTokenSource(options.Longest, time);
        var killing = KillNowAndThen(contender, over.Token);
        var crashing = CrashStorageOnce(contender);

        var visitors = Enumerable.Range(1, options.Callbacks).Select(number => new Visitor(number, client, options.VisitorWait, time)).ToList();
        List<Task> insisting = [];
        var begun = time.GetTimestamp();
        foreach (var visitor in visitors)
        {
            var due = TimeSpan.FromSeconds(insisting.Count / (double)options.PerSecond) - time.GetElapsedTime(begun);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, time);
            insisting.Add(visitor.Insist(contender.Form, late.Token));
        }

        await Task.WhenAll(insisting);
        var crashes = await crashing ? 1 : 0;
        while (!await contender.Settled() && !late.IsCancellationRequested)
            await Task.Delay(LookAgain, time);
        await over.CancelAsync();
        await killing;
        return Tally.Of(contender, crashes, visitors, phones, await contender.Uncertain(), await contender.Settled(), time.GetElapsedTime(begun), time);
    }

    private async Task KillNowAndThen(IContender contender, CancellationToken over)
    {
        var dice = new Random(options.Seed);
        var starting = TimeSpan.Zero;
        try
        {
            while (true)
            {
                // On a slow machine it would be killed before it is up, or before it has done anything, and prove nothing.
                var lives = options.KillEvery * (0.75 + (dice.NextDouble() / 2));
                await Task.Delay(lives > 2 * starting ? lives : 2 * starting, time, over);
                contender.Kill();
                var killed = time.GetTimestamp();
                await Ready.Until(contender.Up, time, over);
                starting = time.GetElapsedTime(killed);
            }
        }
        catch (OperationCanceledException)
        {
            // Everything has settled.
        }
    }

    private async Task<bool> CrashStorageOnce(IContender contender)
    {
        await Task.Delay(options.StorageCrashAfter, time);
        return await contender.CrashStorage();
    }
}
