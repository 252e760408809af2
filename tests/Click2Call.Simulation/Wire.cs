using Click2Call.Storage.Rest;

namespace Click2Call.Simulation;

/// <summary>
/// The network between a worker and storage. A request that has left a worker arrives although the worker dies; a
/// reply can be lost, and then the client either gives up (nobody knows) or asks again and meets itself.
/// </summary>
internal sealed class Wire(World world, Flow flow)
{
    public Flow Flow => flow;

    public bool IsTraced => world.Trace is not null;

    /// <summary>Sends a request.</summary>
    /// <param name="what">Its name in the trace.</param>
    /// <param name="writes">Whether it changes anything.</param>
    /// <param name="apply">What storage does with it, at once.</param>
    /// <param name="seen">Hears at that moment that storage has done it, with what it answers.</param>
    public Task<T> Exchange<T>(string what, bool writes, Func<Task<T>> apply, Action<T>? seen = null)
    {
        var reply = new TaskCompletionSource<T>();
        Send(what, writes, () => Apply(apply, seen), reply, again: false);
        return reply.Task;
    }

    /// <summary>Sends a request to delete something, which answers nothing.</summary>
    public Task Exchange(string what, Func<Task> apply, Action seen) => Exchange(what, true, () => Answering(apply()), _ => seen());

    private static Task<bool> Answering(Task done) => done.Exception is { } refused ? Task.FromException<bool>(refused.InnerException!) : Task.FromResult(true);

    private static Task<T> Apply<T>(Func<Task<T>> apply, Action<T>? seen)
    {
        Task<T> done;
        try
        {
            done = apply();
        }
        catch (StorageException problem)
        {
            return Task.FromException<T>(problem); // It breaks a limit, which nothing of ours may.
        }

        if (done.IsCompletedSuccessfully)
            seen?.Invoke(done.Result);
        return done;
    }

    private void Send<T>(string what, bool writes, Func<Task<T>> apply, TaskCompletionSource<T> reply, bool again)
    {
        var faults = world.Faults;
        if (!writes)
        {
            Read(what, apply, reply);
            return;
        }

        if (!again && world.Roll(faults.LateRequest))
        {
            // The client's patience ends before the request arrives; it arrives all the same.
            world.Timeline.In(world.Between(0.5, 20), null, () => Arrive(what, apply));
            Answer(() => Fail(reply, what), world.Between(0.2, 8));
            return;
        }

        world.Timeline.In(world.Latency(), null, () =>
        {
            if (world.Roll(faults.StorageDown))
            {
                world.Trace?.Add($"{world.Stamp} {flow} {what}: 503");
                Answer(() => Fail(reply, what), world.Latency());
                return;
            }

            var done = Arrive(what, apply);
            if (world.Roll(faults.LostReply))
            {
                if (!again && world.Roll(0.5))
                {
                    world.Trace?.Add($"{world.Stamp} {flow} {what}: reply lost, asked again");
                    Answer(() => Send(what, true, apply, reply, again: true), world.Between(0.1, 2));
                    return;
                }

                world.Trace?.Add($"{world.Stamp} {flow} {what}: reply lost");
                Answer(() => Fail(reply, what), world.Between(0.1, 2));
                return;
            }

            Answer(() => Complete(reply, done), world.Latency());
        });
    }

    // Who asks changes nothing, so it is enough that the answer is as old as the question when it comes.
    private void Read<T>(string what, Func<Task<T>> apply, TaskCompletionSource<T> reply)
    {
        var after = world.Latency() + world.Latency();
        if (world.Roll(world.Faults.StorageDown))
        {
            world.Trace?.Add($"{world.Stamp} {flow} {what}: 503");
            Answer(() => Fail(reply, what), after);
            return;
        }

        var done = Arrive(what, apply);
        Answer(() => Complete(reply, done), after);
    }

    private static void Complete<T>(TaskCompletionSource<T> reply, Task<T> done)
    {
        if (done.Exception is { } refused)
            reply.SetException(refused.InnerExceptions);
        else
            reply.SetResult(done.Result);
    }

    private Task<T> Arrive<T>(string what, Func<Task<T>> apply)
    {
        var done = apply();
        world.Trace?.Add($"{world.Stamp} {flow} {what}: {(done.Exception?.InnerException as StorageException)?.Problem.ToString() ?? "done"}");
        return done;
    }

    private void Answer(Action answer, TimeSpan after) => world.Timeline.In(after, flow.Worker, answer);

    private static void Fail<T>(TaskCompletionSource<T> reply, string what) =>
        reply.SetException(new StorageException(StorageProblem.Unavailable, $"{what}: 503"));
}
