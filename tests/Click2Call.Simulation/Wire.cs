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

    public Task<T> Exchange<T>(string what, bool writes, Func<T> apply)
    {
        var reply = new TaskCompletionSource<T>();
        Send(what, writes, apply, reply, again: false);
        return reply.Task;
    }

    private void Send<T>(string what, bool writes, Func<T> apply, TaskCompletionSource<T> reply, bool again)
    {
        var faults = world.Faults;
        if (!again && writes && world.Roll(faults.LateRequest))
        {
            // The client's patience ends before the request arrives; it arrives all the same.
            world.Timeline.In(world.Between(0.5, 20), null, () => Arrive(what, apply, out _, out _));
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

            Arrive(what, apply, out var result, out var refused);
            if (writes && world.Roll(faults.LostReply))
            {
                if (!again && world.Roll(0.5))
                {
                    world.Trace?.Add($"{world.Stamp} {flow} {what}: reply lost, asked again");
                    Answer(() => Send(what, writes, apply, reply, again: true), world.Between(0.1, 2));
                    return;
                }

                world.Trace?.Add($"{world.Stamp} {flow} {what}: reply lost");
                Answer(() => Fail(reply, what), world.Between(0.1, 2));
                return;
            }

            Answer(
                () =>
                {
                    if (refused is not null)
                        reply.SetException(refused);
                    else
                        reply.SetResult(result!);
                },
                world.Latency());
        });
    }

    private void Arrive<T>(string what, Func<T> apply, out T? result, out StorageException? refused)
    {
        (result, refused) = (default, null);
        try
        {
            result = apply();
            world.Trace?.Add($"{world.Stamp} {flow} {what}: done");
        }
        catch (StorageException problem)
        {
            refused = problem;
            world.Trace?.Add($"{world.Stamp} {flow} {what}: {problem.Problem}");
        }
    }

    private void Answer(Action answer, TimeSpan after) => world.Timeline.In(after, flow.Worker, answer);

    private static void Fail<T>(TaskCompletionSource<T> reply, string what) =>
        reply.SetException(new StorageException(StorageProblem.Unavailable, $"{what}: 503"));
}
