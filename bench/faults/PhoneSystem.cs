using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Click2Call.Faults;

/// <summary>
/// A stub phone system of the Voicenter dialect that misbehaves by plan, and the judge: its own list of placed calls is
/// kept here, outside of everything that is killed. Calls that it places are answered, talked and told of, where it has an
/// address for events; an event that nobody takes is sent again each second.
/// </summary>
internal sealed class PhoneSystem : IAsyncDisposable
{
    private static readonly TimeSpan EventPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(2);
    private readonly FaultPlan _plan;
    private readonly TimeProvider _time;
    private readonly WebApplication _app;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _orders = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PlacedCall> _placed = [];
    private int _number;

    public PhoneSystem(FaultPlan plan, int port, TimeProvider time)
    {
        (_plan, _time) = (plan, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _app = builder.Build();
        _app.MapPost("/ForwardDialer/click2call.aspx", Answer);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }

    /// <summary>Where it takes orders.</summary>
    public Uri Address { get; }

    /// <summary>Where it tells what becomes of a call; null: it tells nobody.</summary>
    public Uri? Events { get; set; }

    /// <summary>The calls that it placed, in order.</summary>
    public IReadOnlyCollection<PlacedCall> Placed => _placed;

    /// <summary>How many orders came, refused ones and all.</summary>
    public int Orders => _orders.Values.Sum();

    public Task Start() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task Answer(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(CancellationToken.None);
        var (phone, target) = (form["phone"].ToString(), form["target"].ToString());
        if (phone.Length == 0 || target.Length == 0)
        {
            await Write(http, """{"ERRORCODE":1,"ERRORMESSAGE":"Phone is missing","CALLID":""}""");
            return;
        }

        var verdict = _plan.Of(target, _orders.AddOrUpdate(target, 1, (_, count) => count + 1));
        if (verdict == Verdict.Refuse)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"vc{Interlocked.Increment(ref _number):x8}");
        _placed.Enqueue(new PlacedCall(target, _time.GetTimestamp(), verdict));
        _ = Tell(id, form["var_c2c_attempt"].ToString());
        if (verdict == Verdict.PlaceAndBreak)
        {
            http.Abort();
            return;
        }

        if (verdict == Verdict.PlaceAndAnswerLate)
            await Task.Delay(FaultPlan.Late, _time, CancellationToken.None);
        await Write(http, $$"""{"ERRORCODE":0,"ERRORMESSAGE":"OK","CALLID":"{{id}}"}""");
    }

    private static Task Write(HttpContext http, string json)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json, CancellationToken.None);
    }

    private async Task Tell(string id, string attempt)
    {
        if (Events is null)
            return;
        try
        {
            await Insist(new() { ["ivrid"] = id, ["status"] = "Ringing", ["var_c2c_attempt"] = attempt });
            await Insist(new() { ["ivrid"] = id, ["status"] = "Talking", ["var_c2c_attempt"] = attempt });
            await Task.Delay(Talk, _time, _stop.Token);
            foreach (var leg in (string[])["Click2Call leg1", "Click2Call leg2"])
                await Insist(new() { ["ivruniqueid"] = id, ["type"] = leg, ["status"] = "ANSWER", ["duration"] = "2", ["var_c2c_attempt"] = attempt });
        }
        catch (OperationCanceledException)
        {
            // The bench ends.
        }
    }

    private async Task Insist(Dictionary<string, string> fields)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var form = new FormUrlEncodedContent(fields);
                using var answer = await _client.PostAsync(Events, form, _stop.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception problem) when (problem is HttpRequestException or SocketException or TaskCanceledException && !_stop.IsCancellationRequested)
            {
                // Killed just now, or too slow: it is told again.
            }

            await Task.Delay(EventPause, _time, _stop.Token);
        }
    }
}
