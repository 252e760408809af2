using System.Globalization;
using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline;

/// <summary>
/// Drives a phone system of the Technoline dialect. It dials an extension of the tenant and then an Israeli number or
/// another extension; it reports nothing, can't be asked, and can't hang up.
/// </summary>
internal sealed class TechnolineLine(LineSettings settings, LineConnection connection, ISecrets secrets) : IPhoneLine
{
    // Whether it answers before the agent picks up is not written anywhere; a time-out is an uncertain call, so it waits.
    private static readonly TimeSpan BeyondRing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(8);

    public LineCapabilities Capabilities => LineCapabilities.None;

    public TimeSpan DialTimeout(DialOrder order) => RingTime(order.Order) + BeyondRing;

    public async Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation)
    {
        var fields = Fields(order.Order, out var cannot);
        if (fields is null)
            return cannot!;
        try
        {
            var key = await secrets.Get(settings.Secrets.GetValueOrDefault(TechnolineOptions.ApiKey, ""), cancellation);
            if (await connection.Breaker.Check(token => SendProbe(key, token), cancellation) is { } open)
                return new DialReadiness.NotReady(CallOutcome.LineUnavailable, open);
            var body = Body(key, fields);
            return new DialReadiness.Ready(new Ready(this, key, body, DialTimeout(order)));
        }
        catch (SecretUnavailableException e)
        {
            return new DialReadiness.NotReady(CallOutcome.LineUnavailable, e.Message);
        }
    }

    public Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) =>
        Task.FromResult<LookUp>(new LookUp.Unknown());

    public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Task.FromResult(false);

    public Task<bool?> HangUpExtension(string extension, CancellationToken cancellation) => Task.FromResult<bool?>(null);

    public async Task<string?> Probe(CancellationToken cancellation)
    {
        try
        {
            var key = await secrets.Get(settings.Secrets.GetValueOrDefault(TechnolineOptions.ApiKey, ""), cancellation);
            return ReadProbe(await connection.Breaker.Probe(token => SendProbe(key, token), cancellation), key);
        }
        catch (SecretUnavailableException e)
        {
            return e.Message;
        }
    }

    /// <summary>A request for no extension: the phone system answers error 1 and rings nobody.</summary>
    private Task<LineReply> SendProbe(string key, CancellationToken cancellation) => Post(Body(key, []), ProbeTimeout, cancellation);

    private static string? ReadProbe(LineReply reply, string key) => reply switch
    {
        LineReply.Answered { Body: var body } when TechnolineWire.Read(body) is { } answer => answer.Code switch
        {
            TechnolineErrors.ExtensionMissing or TechnolineErrors.TargetMissing => null,
            TechnolineErrors.BadRequest => null,
            var code => $"The phone system answers error {code}: {ReasonText.Of(answer.Note, key)}",
        },
        LineReply.Answered { Status: var status } => $"The phone system answers HTTP {status} and nothing of the dialect; check the line's baseUrl.",
        LineReply.NotSent { Reason: var reason } => reason,
        LineReply.Broken { Reason: var reason } => reason,
        _ => null,
    };

    private async Task<DialResult> Send(string key, byte[] body, TimeSpan timeout, CancellationToken giveUp)
    {
        var reply = await connection.Breaker.Dial(token => Post(body, timeout, token), giveUp);
        if (StatusVerdict.Of(reply) is { } verdict)
            return verdict;
        var answered = (LineReply.Answered)reply;
        return TechnolineWire.Read(answered.Body) switch
        {
            { Ok: true } answer when answered.Status < 300 => new DialResult.Accepted(answer.CallId),
            { Ok: false } answer => TechnolineErrors.Read(answer.Code, ReasonText.Of(answer.Note, key), TechnolineOptions.SixIsUncertain(settings)),
            _ when answered.Status is >= 400 and < 500 =>
                new DialResult.Refused(CallOutcome.LineRefused, $"The phone system answered HTTP {answered.Status}; check the line's baseUrl."),
            _ => new DialResult.Uncertain($"The phone system answered HTTP {answered.Status} and nothing that says whether it dials."),
        };
    }

    private Task<LineReply> Post(byte[] body, TimeSpan timeout, CancellationToken giveUp)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        return connection.Http.Send(new(HttpMethod.Post, TechnolineOptions.Address(settings)) { Content = content }, timeout, giveUp);
    }

    private static byte[] Body(string key, IReadOnlyList<NameValue> fields) =>
        Encoding.ASCII.GetBytes(UrlEncoded.Write([new("action", "click2call"), new("apiKey", key), .. fields]));

    private static List<NameValue>? Fields(CallOrder order, out DialReadiness.NotReady? cannot)
    {
        cannot = null;
        if (order.Kind != CallKind.Bridge || order is not { First.Destination: ExtensionDestination agent, Second.Destination: { } second })
        {
            cannot = new(CallOutcome.LineRefused, "This phone system rings an extension first and then connects it with a number or an extension.");
            return null;
        }

        if (TargetText(second) is not { } target)
        {
            cannot = new(CallOutcome.TargetUnreachable, "This phone system connects to Israeli numbers, extensions of three digits and 099088 numbers.");
            return null;
        }

        List<NameValue> fields = [new("extension", agent.Number), new("target", target)];
        if ((order.First.Shows?.Name ?? order.First.Shows?.Number) is { Length: > 0 } name)
            fields.Add(new("targetName", name));
        fields.Add(new("ringSec", RingTime(order).TotalSeconds.ToString(CultureInfo.InvariantCulture)));
        if (order.Front == TechnolineDialect.DialectName)
            fields.AddRange(order.Extra);
        return fields;
    }

    private static string? TargetText(Destination destination)
    {
        var texts = destination switch
        {
            PhoneDestination { Number: { Region: "IL" } number } => [number.ToLocal()],
            ExtensionDestination extension => (string?[])[extension.Number, extension.Display],
            _ => [],
        };
        return Array.Find(texts, text => TechnolineTarget.Detect(text) is not null);
    }

    private static TimeSpan RingTime(CallOrder order) => TimeSpan.FromSeconds(
        Math.Clamp(Math.Ceiling(order.First.RingTime.TotalSeconds), TechnolineWire.ShortestRing, TechnolineWire.LongestRing));

    private sealed class Ready(TechnolineLine line, string key, byte[] body, TimeSpan timeout) : IReadyDial
    {
        public Task<DialResult> Send(CancellationToken giveUp) => line.Send(key, body, timeout, giveUp);
    }
}
