using System.Net;
using System.Net.Sockets;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>A service that is busy, silent or gone.</summary>
public sealed class RetryTests : OnTheWire
{
    private const string Busy = """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"The server is busy."}}}""";

    [Fact]
    public async Task A_busy_service_is_tried_again_with_a_new_signature()
    {
        Service.Answer(HttpStatusCode.ServiceUnavailable, Busy, ("x-ms-retry-after-ms", "1")).Answer(HttpStatusCode.NoContent, "", ("ETag", "W/\"1\""));
        var account = Service.Account(new Ticking(Clock));
        Assert.Equal("W/\"1\"", await account.Table("Calls").Insert(new TableRow("p", "r"), Ct));

        var (first, second) = (Service.Requests.First(), Service.Requests.Last());
        Assert.NotEqual(first.Headers["x-ms-date"], second.Headers["x-ms-date"]);
        Assert.NotEqual(first.Headers["Authorization"], second.Headers["Authorization"]);
        Assert.Equal(first.Body, second.Body);
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_given_up_after_four_tries()
    {
        for (var i = 0; i < 4; i++)
            Service.Answer(HttpStatusCode.ServiceUnavailable, Busy, ("x-ms-retry-after-ms", "1"));
        var refused = await Refusal.Of(StorageProblem.Unavailable, () => Table.Insert(new TableRow("p", "r"), Ct));
        Assert.Equal((503, "ServerBusy", TimeSpan.FromMilliseconds(1)), (refused.Status, refused.ErrorCode, refused.RetryAfter));
    }

    [Fact]
    public async Task A_service_that_asks_for_a_long_pause_is_given_up_at_once_and_the_caller_told()
    {
        Service.Answer(HttpStatusCode.ServiceUnavailable, Busy, ("Retry-After", "30"));
        var refused = await Refusal.Of(StorageProblem.Unavailable, () => Table.Get("p", "r", Ct));
        Assert.Equal(TimeSpan.FromSeconds(30), refused.RetryAfter);
    }

    [Fact]
    public async Task A_pause_until_a_date_counts_from_ourClock()
    {
        Service.Answer(HttpStatusCode.ServiceUnavailable, Busy, ("Retry-After", "Fri, 20 Nov 2026 10:01:00 GMT"));
        var refused = await Refusal.Of(StorageProblem.Unavailable, () => Table.Get("p", "r", Ct));
        Assert.Equal(TimeSpan.FromMinutes(1), refused.RetryAfter);
    }

    [Fact]
    public async Task A_request_that_took_its_time_is_not_tried_again()
    {
        var slow = new Ticking(Clock) { Step = RetryInTime.Patience };
        Service.Answer(HttpStatusCode.ServiceUnavailable, Busy);
        await Refusal.Of(StorageProblem.Unavailable, () => Service.Account(slow).Table("Calls").Get("p", "r", Ct));
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_it_is_made_is_storage_that_is_not_there()
    {
        Service.Break(new SocketException((int)SocketError.NotConnected));
        await Refusal.Of(StorageProblem.Unavailable, () => Table.Get("p", "r", Ct));
    }

    [Fact]
    public async Task Refusals_are_not_tried_again()
    {
        Service.Answer(HttpStatusCode.Conflict, """{"odata.error":{"code":"EntityAlreadyExists","message":{"value":"x"}}}""");
        await Refusal.Of(StorageProblem.AlreadyExists, () => Table.Insert(new TableRow("p", "r"), Ct));
    }

    [Fact]
    public async Task Our_own_insert_whose_reply_was_lost_shows_as_a_conflict()
    {
        Service.Break(new HttpRequestException("Connection reset.")).Answer(HttpStatusCode.Conflict, """{"odata.error":{"code":"EntityAlreadyExists","message":{"value":"x"}}}""");
        await Refusal.Of(StorageProblem.AlreadyExists, () => Table.Insert(new TableRow("p", "r"), Ct));
    }

    [Fact]
    public async Task No_connection_is_unavailable()
    {
        for (var i = 0; i < 4; i++)
            Service.Break(new HttpRequestException("Connection refused (127.0.0.1:1)."));
        var refused = await Refusal.Of(StorageProblem.Unavailable, () => Table.Insert(new TableRow("p", "r"), Ct));
        Assert.Equal("Table Calls, insert: no answer.", refused.Message);
        Assert.Null(refused.Status);
    }

    [Fact]
    public async Task A_silent_service_is_unavailable_after_the_time_out_of_each_try()
    {
        Service.Silence().Silence().Silence().Silence();
        var table = Service.Account(Clock, timeout: TimeSpan.FromMilliseconds(20)).Table("Calls");
        await Refusal.Of(StorageProblem.Unavailable, () => table.Insert(new TableRow("p", "r"), Ct));
        Assert.Equal(4, Service.Requests.Count);
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_gets_a_cancellation()
    {
        Service.Silence();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var insert = Table.Insert(new TableRow("p", "r"), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => insert);
        Assert.Single(Service.Requests);
    }

    [Fact]
    public async Task A_request_that_nobody_registered_fails_the_test() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.Get("p", "r", Ct));

    [Fact]
    public void The_pauses_between_tries_grow_from_a_tenth_of_a_second_with_a_fifth_of_jitter()
    {
        var pauses = new StorageOptions(Clock).Pauses;
        Assert.InRange(pauses.GetNextDelay(null, 1), TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(120));
        Assert.InRange(pauses.GetNextDelay(null, 3), TimeSpan.FromMilliseconds(320), TimeSpan.FromMilliseconds(480));
        Assert.InRange(pauses.GetNextDelay(null, 20), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_try_ends_after_ten_seconds_and_nothing_is_logged()
    {
        var options = new StorageOptions(Clock);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Retry.NetworkTimeout);
        Assert.False(options.Diagnostics.IsLoggingEnabled);
        Assert.False(options.Diagnostics.IsLoggingContentEnabled);
        Assert.False(options.Diagnostics.IsDistributedTracingEnabled);
    }

    /// <summary>A clock that moves on each time it is asked.</summary>
    private sealed class Ticking(ManualClock clock) : TimeProvider
    {
        public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(1);

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow()
        {
            clock.Advance(Step);
            return clock.GetUtcNow();
        }

        public override long GetTimestamp() => GetUtcNow().Ticks;
    }
}
