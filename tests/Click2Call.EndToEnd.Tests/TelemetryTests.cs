using System.Text.RegularExpressions;
using Click2Call.Calls;
using Click2Call.Testing;
using Click2Call.Testing.Telemetry;

namespace Click2Call.EndToEnd.Tests;

/// <summary>What the published app tells a collector on a busy day.</summary>
public sealed partial class TelemetryTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(3);
    private OtlpCollector? _collector;
    private InsightsAtHome? _insights;
    private World? _world;
    private BusyDay? _day;
    private FunctionsHostStub? _host;
    private HttpClient? _client;

    private OtlpCollector Collector => _collector!;

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpCollector.Start();
        _world = await World.Open();
        _day = await BusyDay.Prepare(_world);
        var settings = _day.Settings;
        settings["Telemetry__OtlpEndpoint"] = _collector.Address.AbsoluteUri;
        settings["Telemetry__OtlpHeaders"] = "x-team=phones";
        settings["Telemetry__MetricInterval"] = "00:00:01";

        // Campaigns are taken from approved addresses, and here nobody stands between.
        settings["TrustedProxies"] = "0";

        // A child process trusts the test's authority by SSL_CERT_FILE, which is OpenSSL's.
        if (OperatingSystem.IsLinux())
        {
            _insights = await InsightsAtHome.Open();
            foreach (var (name, value) in _insights.Settings)
                settings[name] = value;
        }

        _host = await FunctionsHostStub.Start(new(await PublishedApp.Folder(), _world.ConnectionString) { Environment = settings });
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _host.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_day is not null)
            await _day.DisposeAsync();
        if (_world is not null)
            await _world.DisposeAsync();
        if (_collector is not null)
            await _collector.DisposeAsync();
        if (_insights is not null)
            await _insights.DisposeAsync();
    }

    [Fact]
    public async Task One_trace_leads_from_the_form_to_the_end_of_the_call_across_the_queue()
    {
        await _day!.Form(_client!, $"/leads/{BusyDay.Account}.form");
        var ended = await Arrives("call ended");
        var trace = await Collector.WholeTrace(ended.TraceId, Soon, "place call", "dial", "send call-alarms", "process call-alarms", "call ringing", "call connected");

        var form = Assert.Single(trace, span => span.ParentId.Length == 0);
        Assert.Equal("POST /leads/{door}", form.Name);
        Assert.Equal(2, form.Kind);
        Assert.Equal("/leads/busy.form", form.Tags["url.path"]);
        Assert.Equal("/leads/{door}", form.Tags["http.route"]);
        Assert.Equal("POST", form.Tags["http.request.method"]);
        Assert.Equal("200", form.Tags["http.response.status_code"]);

        // A stranger's trace is linked to, not adopted.
        Assert.Equal(["5757575757575757aaaaaaaaaaaaaaaa"], form.Links);
        Assert.NotEqual("5757575757575757aaaaaaaaaaaaaaaa", form.TraceId);

        var place = Single(trace, "place call", form);
        Assert.Equal("made", place.Tags["click2call.result"]);
        var dial = Single(trace, "dial", place);
        Assert.Equal("accepted", dial.Tags["click2call.outcome"]);
        var send = trace.First(span => span.Name == "send call-alarms");
        Assert.Equal(4, send.Kind);
        var process = trace.First(span => span.Name == "process call-alarms");
        Assert.Equal(5, process.Kind);
        Assert.Contains(trace, span => span.SpanId == process.ParentId && span.Name == "send call-alarms");
        Assert.Equal("call-alarms", process.Tags["messaging.destination.name"]);
        Assert.Equal("process", process.Tags["messaging.operation.type"]);
        Assert.Equal("answered", ended.Tags["click2call.outcome"]);
    }

    [Fact]
    public async Task One_trace_leads_from_a_CRMs_post_to_the_bridge_and_its_alarm()
    {
        // Written down, then dialled in the request itself; the alarm comes behind, and finds it done. Where a machine stood still
        // while the request was under way, the alarm was right to dial instead: then it is seen with another lead.
        List<CollectedSpan> trace = [];
        HashSet<string> seen = [];
        for (var lead = 1; lead <= 3; lead++)
        {
            await _day!.Lead(_client!, lead);
            var ended = await Arrives("The end of the call", span => span.Name == "call ended" && seen.Add(span.TraceId));
            trace = await Collector.WholeTrace(ended.TraceId, Soon, "dial", "process call-alarms", "call ringing", "call connected");
            Assert.Equal("POST /webhooks/{source}/{door}", Assert.Single(trace, span => span.ParentId.Length == 0).Name);
            Assert.Equal("answered", ended.Tags["click2call.outcome"]);
            if (!Above(Assert.Single(trace, span => span.Name == "dial")).Any(span => span.Name == "process call-alarms"))
                break;
        }

        var dial = Assert.Single(trace, span => span.Name == "dial");
        Assert.Equal(["POST /webhooks/{source}/{door}"], Above(dial).Select(span => span.Name));

        CollectedSpan? Parent(CollectedSpan span) => trace.Find(parent => parent.SpanId == span.ParentId);

        IEnumerable<CollectedSpan> Above(CollectedSpan span)
        {
            for (var above = Parent(span); above is not null; above = Parent(above))
                yield return above;
        }
    }

    [Fact]
    public async Task Nothing_secret_and_no_phone_number_is_in_anything_that_is_sent()
    {
        await _day!.Run(_client!);
        await _day.RunMore(_client!);
        await _day.EveryDoor(_client!);
        await _day.Poison(_world!);
        foreach (var timer in BusyDay.Catalog().Timers)
            await _host!.Tick(timer.Name);
        await Arrives("call ended");
        await Arrives("timer sweep");
        await Arrives("The nonsense that failed", span => span is { Name: "process call-alarms", Failed: true });
        await Metric("click2call.queue.length");
        await Patience.Until(() => Task.FromResult<object?>(Collector.Count("logs") > 0 ? this : null), Soon, "Logs came");

        // So that it is not a silent app that passes: requests went out to the phone system and their spans came here.
        Assert.True(_day.Dialled >= 4, $"Only {_day.Dialled} requests went to the phone system.");
        await Arrives("A request to the phone system", span => span is { Kind: 3, Name: "POST" } && span.Tags["url.full"].EndsWith("/ivrFilesApi.php", StringComparison.Ordinal) && span.Tags["http.response.status_code"] == "200");
        await Arrives("A request that found nobody", span => span is { Kind: 3, Failed: true } && span.Tags["error.type"] == "not_sent");
        await Arrives("A look at a status", span => span.Name == "GET /leads/{door}/status/{token}" && span.Tags["url.path"] == "/leads/busy.form/status/REDACTED");
        await Arrives("A phone system's event", span => span.Tags.GetValueOrDefault("url.path") == "/lines/busy.voicenter/events/REDACTED");
        await Arrives("A look at a flow", span => span.Tags.GetValueOrDefault("url.path") == "/module/REDACTED");
        await Patience.Until(() => _day.Heard is { Told: > 0, Asked: > 0 }, "A listener was told, a CRM was asked", Soon);
        await Arrives("A look at a CRM", span => span is { Kind: 3, Name: "GET" } && span.Tags["url.full"].EndsWith("/REDACTED", StringComparison.Ordinal));
        Assert.Contains("phones", Collector.Teams);
        if (_insights is { } insights)
            await Patience.Until(() => Task.FromResult<object?>(insights.Items.Count > 100 ? this : null), Soon, "Application Insights was told as well");
        var everything = Collector.Everything + _insights?.Everything + string.Join('\n', _host!.WorkerOutput);

        // Among so many random digits of ids and of durations there are a phone number's, some day.
        var withoutIds = Id().Replace(Fraction().Replace(everything, "0.0"), "ID");
        Assert.All(_day.Secrets, secret =>
        {
            var text = secret.Value.All(char.IsAsciiDigit) ? withoutIds : everything;
            Assert.False(text.Contains(secret.Value, StringComparison.OrdinalIgnoreCase), $"The {secret.Key} was sent: {Around(text, secret.Value)}");
        });
        Assert.DoesNotContain("AccountKey", everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_measures_of_the_operations_page_arrive()
    {
        await _day!.Run(_client!);
        await Arrives("call ended");
        await _host!.Tick("sweep");
        foreach (var name in new[]
        {
            "click2call.requests", "click2call.calls.ended", "click2call.call.time_to_ring", "click2call.call.time_to_connect", "click2call.line.dial.duration",
            "click2call.line.breaker.open", "click2call.queue.age", "click2call.queue.length", "click2call.storage.duration", "http.server.request.duration",
        })
        {
            await Metric(name);
        }

        // Whatever queue there will be: how late its messages come is told.
        await _day.RunMore(_client!);
        foreach (var queue in BusyDay.Catalog().Queues.Select(function => function.Queue).Where(queue => !queue.EndsWith("-poison", StringComparison.Ordinal)))
        {
            await Patience.Until(
                () => Task.FromResult(Collector.Metrics.FirstOrDefault(metric => metric.Name == "click2call.queue.age" && metric.Tags["messaging.destination.name"] == queue)), Soon, $"The age of {queue}");
        }

        var ended = await Patience.Until(
            () => Task.FromResult(Collector.Metrics.FirstOrDefault(metric => metric.Name == "click2call.calls.ended" && metric.Tags["click2call.outcome"] == "answered" && metric.Tags.GetValueOrDefault("click2call.click_to_call") == "form")), Soon, "An answered call of the form");
        Assert.Equal(BusyDay.Account, ended.Tags["click2call.account"]);
        Assert.Equal("simulator", ended.Tags["click2call.line"]);
    }

    private static CollectedSpan Single(IEnumerable<CollectedSpan> spans, string name, CollectedSpan parent) =>
        Assert.Single(spans, span => span.Name == name && span.ParentId == parent.SpanId);

    [GeneratedRegex("(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f])")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d+\.\d+(E-?\d+)?")]
    private static partial Regex Fraction();

    private static string Around(string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + part.Length + 60)];
    }

    private Task<CollectedSpan> Arrives(string name) => Arrives($"The span '{name}'", span => span.Name == name);

    private Task<CollectedSpan> Arrives(string what, Func<CollectedSpan, bool> wanted) =>
        Patience.Until(() => Task.FromResult(Collector.Spans.FirstOrDefault(wanted)), Soon, what + " arrived");

    private Task<CollectedMetric> Metric(string name) =>
        Patience.Until(() => Task.FromResult(Collector.Metrics.FirstOrDefault(metric => metric.Name == name)), Soon, $"The metric {name} arrived");
}
