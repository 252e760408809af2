using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Storage.Rest;

namespace Click2Call.Tests.Calls;

/// <summary>Each is named after what went wrong.</summary>
public sealed class RegressionTests
{
    private readonly DeskWorld _world = new();

    [Fact]
    public void A_storage_blip_while_a_front_waited_for_the_agent_said_that_nothing_rang()
    {
        _world.Storage.Hooks.Before = step => step.Operation == "Table.Get"
            ? throw new StorageException(StorageProblem.Unavailable, "503")
            : default;
        var result = _world.Place(DeskWorld.Direct() with { AnswerWhen = AnswerWhen.FirstLegDecided });
        Assert.Single(_world.Phones.Placed);
        Assert.IsType<PlaceResult.Placed>(result);
    }

    [Fact]
    public void A_storage_blip_while_a_repeated_request_waited_said_that_nothing_rang()
    {
        var answer = new TaskCompletionSource<DialResult>();
        _world.Line.Sending = dial => { _world.Line.Accept(dial); return answer.Task; };
        var first = DeskWorld.Start(() => _world.Centre.Desk.Place(DeskWorld.Direct("k")));
        var reads = 0;
        _world.Storage.Hooks.Before = step => step is { Operation: "Table.Get", Name: "Calls" } && ++reads > 1
            ? throw new StorageException(StorageProblem.Unavailable, "503")
            : default;
        Assert.IsType<PlaceResult.Busy>(_world.Place(DeskWorld.Direct("k"), _world.NewWorker()));
        _world.Storage.Hooks.Before = null;
        answer.SetResult(new DialResult.Accepted("x"));
        _world.Finish(first);
    }
}
