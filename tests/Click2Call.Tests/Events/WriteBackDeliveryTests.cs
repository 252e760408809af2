using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Storage.Events;
using Click2Call.Tests.Calls;

namespace Click2Call.Tests.Events;

/// <summary>Each ended call goes to a CRM once, and once more when more becomes known; never two at a time.</summary>
public sealed class WriteBackDeliveryTests
{
    private readonly FakeCrm _crm = new();
    private readonly EventWorld _world = new(EventWorld.Endpoint("one", CallEventType.Ringing));

    public WriteBackDeliveryTests()
    {
        _world.Desk.Account = _world.Desk.Account with { Endpoints = [], WriteBacks = [new WriteBackSettings { Id = "crm", Kind = "fake" }] };
        _world.WriteBacks.Add(_crm);
    }

    [Fact]
    public void An_ended_call_is_written_down_once_with_what_is_known_seconds_later()
    {
        var id = Talk();
        _world.Hear(id, 1, new Fact.Recorded(TimeSpan.FromSeconds(42), null, null, _world.Desk.Now));
        Pass(TimeSpan.FromMinutes(5));
        Assert.Equal((TimeSpan.FromSeconds(42), null), Assert.Single(_crm.Written));
        var delivery = Assert.Single(_world.To("crm"));
        Assert.Equal((DeliveryStatus.Delivered, "activity-1"), (delivery.Status, delivery.Remote));
    }

    [Fact]
    public void What_becomes_known_later_goes_to_the_same_activity()
    {
        var id = Talk();
        Pass(TimeSpan.FromMinutes(5));
        _world.Hear(id, 1, new Fact.Recorded(TimeSpan.FromSeconds(42), null, null, _world.Desk.Now));
        Pass(TimeSpan.FromMinutes(5));
        Assert.Equal([(null, null), (TimeSpan.FromSeconds(42), "activity-1")], _crm.Written);
        Assert.Single(_world.To("crm"));
    }

    [Fact]
    public void Of_two_copies_of_a_message_one_writes()
    {
        Talk();
        Pass(TimeSpan.FromSeconds(10));
        var message = Next(TimeSpan.FromMinutes(5));
        var other = NewDesk();
        var slow = new TaskCompletionSource();
        _crm.Thinking = slow.Task;
        var first = DeskWorld.Start(() => NewDesk().Handle(EventQueue.Read(message.Text)!, default));
        var second = DeskWorld.Start(() => other.Handle(EventQueue.Read(message.Text)!, default));
        DeskWorld.Start(() => { slow.SetResult(); return 0; });
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
        Assert.Single(_crm.Written);
    }

    [Fact]
    public void A_worker_that_dies_while_it_writes_is_followed_by_another_in_two_minutes()
    {
        Talk();
        Pass(TimeSpan.FromSeconds(10));
        var message = Next(TimeSpan.FromSeconds(30));
        _crm.Thinking = DeskWorld.Death;
        _ = DeskWorld.Start(() => NewDesk().Handle(EventQueue.Read(message.Text)!, default));
        _crm.Thinking = Task.CompletedTask;
        Pass(TimeSpan.FromSeconds(60));
        Assert.Single(_crm.Written);
        Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(2, _crm.Written.Count);
        Assert.Equal(DeliveryStatus.Delivered, Assert.Single(_world.To("crm")).Status);
    }

    [Fact]
    public void News_that_comes_while_it_is_written_is_written_after_it_to_the_same_activity()
    {
        var id = Talk();
        Pass(TimeSpan.FromSeconds(10));
        var message = Next(TimeSpan.FromMinutes(5));
        var slow = new TaskCompletionSource();
        _crm.Thinking = slow.Task;
        var first = DeskWorld.Start(() => NewDesk().Handle(EventQueue.Read(message.Text)!, default));
        _world.Hear(id, 1, new Fact.Recorded(TimeSpan.FromSeconds(42), null, null, _world.Desk.Now));
        var news = Assert.Single(_world.Desk.Run(() => _world.Queue.Receive(8, TimeSpan.FromMinutes(5), default)));
        _world.Desk.Run(() => NewDesk().Handle(EventQueue.Read(news.Text)!, default));
        DeskWorld.Start(() => { slow.SetResult(); return 0; });
        Assert.True(first.IsCompletedSuccessfully);
        Pass(TimeSpan.FromMinutes(3));
        Assert.Equal([(null, null), (TimeSpan.FromSeconds(42), "activity-1")], _crm.Written);
    }

    /// <summary>News threw the claim of a slow worker away, and another made a second activity beside it.</summary>
    [Fact]
    public void News_that_comes_while_a_slow_CRM_is_written_to_waits_for_the_end_of_the_claim()
    {
        var id = Talk();
        var (first, slow) = BeginSlowly();
        _world.Hear(id, 1, new Fact.Recorded(TimeSpan.FromSeconds(42), null, null, _world.Desk.Now));
        Pass(TimeSpan.FromSeconds(100));
        Assert.Single(_crm.Written);
        DeskWorld.Start(() => { slow.SetResult(); return 0; });
        Assert.True(first.IsCompletedSuccessfully);
        Pass(TimeSpan.FromMinutes(3));
        Assert.Equal([(null, null), (TimeSpan.FromSeconds(42), "activity-1")], _crm.Written);
        Assert.Equal(DeliveryStatus.Delivered, Assert.Single(_world.To("crm")).Status);
    }

    /// <summary>So did whoever asked for it once more, also when news had come before.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nobody_can_resend_what_is_written_just_now(bool newsCame)
    {
        var id = Talk();
        var (first, slow) = BeginSlowly();
        if (newsCame)
        {
            _world.Hear(id, 1, new Fact.Recorded(TimeSpan.FromSeconds(42), null, null, _world.Desk.Now));
            Pass(TimeSpan.FromSeconds(20));
        }

        var delivery = Assert.Single(_world.To("crm"));
        Assert.Null(Resend(delivery));
        Pass(TimeSpan.FromSeconds(60));
        Assert.Single(_crm.Written);
        DeskWorld.Start(() => { slow.SetResult(); return 0; });
        Assert.True(first.IsCompletedSuccessfully);
        Pass(TimeSpan.FromMinutes(3));
        Assert.NotNull(Resend(delivery));
        Pass(TimeSpan.FromMinutes(1));
        Assert.All(_crm.Written.Skip(1), written => Assert.Equal("activity-1", written.Remote));
    }

    /// <summary>A CRM whose search is slow to know what was written must not be asked sooner because of news, or of somebody's impatience.</summary>
    [Fact]
    public void What_may_have_been_written_unseen_is_not_written_sooner_for_news_or_by_hand()
    {
        _crm.Answer = _ => _crm.Written.Count == 1 ? new SendResult.Failed(502, "HTTP 502.", TimeSpan.FromMinutes(1)) { Unclear = true } : new SendResult.Done(200, "activity-1");
        var id = Talk();
        Pass(TimeSpan.FromSeconds(20));
        Assert.Single(_crm.Written);
        _world.Hear(id, 1, new Fact.Recorded(TimeSpan.FromSeconds(42), null, null, _world.Desk.Now));
        Pass(TimeSpan.FromSeconds(1));
        Assert.Null(Resend(Assert.Single(_world.To("crm"))));
        Pass(TimeSpan.FromSeconds(45));
        Assert.Single(_crm.Written);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal([(null, null), (TimeSpan.FromSeconds(42), null)], _crm.Written);
    }

    private EventDesk NewDesk() => _world.NewEventDesk();

    // The delivery itself, when its seconds of grace are over.
    private Click2Call.Storage.Rest.QueueMessage Next(TimeSpan visibility)
    {
        DeskWorld.Start(() => { _world.Desk.Clock.Advance(TimeSpan.FromSeconds(10)); return 0; });
        return Assert.Single(_world.Desk.Run(() => _world.Queue.Receive(8, visibility, default)));
    }

    // A worker has the delivery, and the CRM takes its time.
    private (Task Worker, TaskCompletionSource Slow) BeginSlowly()
    {
        Pass(TimeSpan.FromSeconds(10));
        var message = Next(TimeSpan.FromMinutes(5));
        var slow = new TaskCompletionSource();
        _crm.Thinking = slow.Task;
        var worker = DeskWorld.Start(() => NewDesk().Handle(EventQueue.Read(message.Text)!, default));
        _crm.Thinking = Task.CompletedTask;
        return (worker, slow);
    }

    private Delivery? Resend(Delivery delivery) => _world.Desk.Run(() => NewDesk().Resend(DeskWorld.AccountId, delivery.Id, default));

    private CallId Talk() => _world.Talk(DeskWorld.Lead());

    private void Pass(TimeSpan span) => _world.Pass(span, NewDesk());

    private sealed class FakeCrm : IWriteBack
    {
        public List<(TimeSpan? Talked, string? Remote)> Written { get; } = [];

        public Task Thinking { get; set; } = Task.CompletedTask;

        public Func<string?, SendResult> Answer { get; set; } = remote => new SendResult.Done(200, remote ?? "activity-1");

        public string Kind => "fake";

        public async Task<SendResult> Write(string account, WriteBackSettings settings, Call call, string? remote, CancellationToken cancellation)
        {
            Written.Add((call.Talked, remote));
            await Thinking;
            return Answer(remote);
        }
    }
}
