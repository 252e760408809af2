using System.Diagnostics;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Telemetry;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Rest;

public sealed class StampedQueueTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualClock _clock = new();
    private readonly MemoryQueue _queue;

    public StampedQueueTests() => _queue = new MemoryQueue("work", _clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_says_when_it_is_due_and_keeps_the_rest()
    {
        var text = await Sent("""{"account":"acme","keys":[1,{"dueAt":"inside"}]}""", TimeSpan.FromSeconds(40));
        Assert.Equal(_clock.GetUtcNow(), MessageContext.Read(text).DueAt);
        using var json = JsonDocument.Parse(text);
        Assert.Equal("acme", json.RootElement.GetProperty("account").GetString());
        Assert.Equal("""[1,{"dueAt":"inside"}]""", json.RootElement.GetProperty("keys").GetRawText());
    }

    [Fact]
    public async Task What_a_message_says_itself_stays()
    {
        var text = await Sent("""{"dueAt":"2026-01-02T03:04:05Z","a":1}""", TimeSpan.Zero);
        Assert.Equal("""{"dueAt":"2026-01-02T03:04:05Z","a":1}""", text);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("{not json")]
    [InlineData("[1]")]
    public async Task A_text_that_is_no_object_with_members_is_sent_as_it_is(string text) => Assert.Equal(text, await Sent(text, TimeSpan.Zero));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_trace_goes_on_with_it_unless_it_would_have_no_end(bool inTrace)
    {
        using var listener = Listener();
        using var span = Span.AtTheDoor("test", ActivityKind.Internal);
        var traceparent = MessageContext.Read(await Sent("""{"a":1}""", TimeSpan.Zero, inTrace)).Traceparent;
        Assert.Equal(inTrace, traceparent?.Contains(span!.TraceId.ToHexString(), StringComparison.Ordinal) ?? false);

        // The parent of what follows is the sending, not the whole request.
        Assert.DoesNotContain(span!.SpanId.ToHexString(), traceparent ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task An_alarm_that_an_event_or_the_sweep_set_left_the_calls_trace(int minutes)
    {
        using var listener = Listener();
        string asked;
        using (Span.AtTheDoor("form", ActivityKind.Server))
            asked = Span.Context!;
        using var span = Span.AtTheDoor("event", ActivityKind.Server);
        Assert.Equal(asked, MessageContext.Read(await Rung(asked, minutes)).Traceparent);
        Assert.Equal(asked, AlarmClock.Read(await Rung(asked, minutes))!.Trace);
    }

    [Fact]
    public async Task An_alarm_that_is_set_where_its_call_is_asked_for_comes_from_its_sending()
    {
        using var listener = Listener();
        using var span = Span.AtTheDoor("form", ActivityKind.Server);
        var traceparent = MessageContext.Read(await Rung(Span.Context!, 1)).Traceparent!;
        Assert.Contains(span!.TraceId.ToHexString(), traceparent, StringComparison.Ordinal);
        Assert.DoesNotContain(span.SpanId.ToHexString(), traceparent, StringComparison.Ordinal);
    }

    private static ActivityListener Listener()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Signals.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>The text of an alarm's message when it has come.</summary>
    private async Task<string> Rung(string trace, int minutes)
    {
        var agenda = new MemoryTable("Agenda", _clock);
        await _queue.Create(Ct);
        await agenda.Create(Ct);
        var alarms = new AlarmClock(new StampedQueue(_queue, _clock), _queue, agenda, _clock);
        await alarms.Set(new Alarm("acme", CallId.New(_clock), 1) { Trace = trace }, _clock.GetUtcNow() + TimeSpan.FromMinutes(minutes), Ct);
        _clock.Advance(TimeSpan.FromMinutes(minutes + 1));
        await alarms.PromoteDue(_clock.GetUtcNow(), Ct);
        var message = Assert.Single(await _queue.Receive(32, Minute, Ct));
        await _queue.Delete(message.MessageId, message.PopReceipt, Ct);
        return message.Text;
    }

    private async Task<string> Sent(string text, TimeSpan after, bool inTrace = true)
    {
        await _queue.Create(Ct);
        await new StampedQueue(_queue, _clock, inTrace).Put(text, after, null, Ct);
        _clock.Advance(after);
        return Assert.Single(await _queue.Receive(1, Minute, Ct)).Text;
    }
}
