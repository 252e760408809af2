using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Kazoo;

/// <summary>
/// Drives a Kazoo by its click-to-calls. Settings that Kazoo keeps in the click-to-call and not in the call choose
/// one of the line's own, made when it is first needed.
/// </summary>
internal sealed class KazooLine(LineSettings settings, LineConnection connection, KazooClient client) : IPhoneLine
{
    // A call that does not block is answered as soon as the order is read.
    private static readonly TimeSpan DialAnswer = TimeSpan.FromSeconds(15);

    public LineCapabilities Capabilities => KazooOptions.Capabilities(settings);

    public TimeSpan DialTimeout(DialOrder order) => KazooOptions.Blocks(settings) ? KazooConnect.Patience + DialAnswer : DialAnswer;

    public async Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (CannotBeDone(order.Order) is { } cannot)
            return cannot;
        try
        {
            var key = await client.Key(cancellation);
            if (await client.Check(key, cancellation) is { } open)
                return open;
            var document = KazooOrder.Document(order.Order);
            var agent = KazooOrder.Text(order.Order.LegOf(LegRole.Agent)!.Destination)!;
            var (token, id, not) = await client.Prepare(key, agent, document, cancellation);
            if (not is not null)
                return not;
            var address = KazooOptions.ClickToCalls(settings, $"/{Uri.EscapeDataString(id)}/connect");
            if (order.Order.First.AutoAnswer)
                address = UrlEncoded.WithQuery(address, [new("auto_answer", "true")]);
            var body = Encoding.UTF8.GetBytes(KazooOrder.Connect(order.Attempt, order.Order, KazooOptions.Blocks(settings)).ToJsonString());
            return new DialReadiness.Ready(new Ready(this, order, key, token, document["name"]!.GetValue<string>(), address, body));
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
            var key = await client.Key(cancellation);
            return await client.Probe(key, cancellation) switch
            {
                LineReply.Answered { Status: < 300, Body: var body } when KazooWire.Read(body) is { Failed: false } => null,
                LineReply.Answered { Body: var body, Status: var status } when KazooWire.Read(body) is { } answer =>
                    $"The phone system answers HTTP {status}: {ReasonText.Of(answer.Message, key)}",
                LineReply.Answered { Status: var status } =>
                    $"The phone system answers HTTP {status} and nothing of the dialect; check the line's baseUrl.",
                LineReply.NotSent { Reason: var reason } => reason,
                LineReply.Broken { Reason: var reason } => reason,
                _ => null,
            };
        }
        catch (SecretUnavailableException e)
        {
            return e.Message;
        }
    }

    /// <summary>A request of the dialect; the token in its header, never in the address.</summary>
    public static HttpRequestMessage Request(HttpMethod method, Uri address, string? token, JsonObject? body) =>
        Request(method, address, token, body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()));

    private static HttpRequestMessage Request(HttpMethod method, Uri address, string? token, byte[]? body)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (token is not null)
            request.Headers.TryAddWithoutValidation("X-Auth-Token", token);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return request;
    }

    private static DialReadiness.NotReady? CannotBeDone(CallOrder order)
    {
        if (order.Kind != CallKind.Bridge || order.LegOf(LegRole.Agent) is not { } agent || order.LegOf(LegRole.Target) is not { } target)
            return new(CallOutcome.LineRefused, "This phone system connects an agent and a target, and nothing else.");
        return KazooOrder.Text(agent.Destination) is null || KazooOrder.Text(target.Destination) is null
            ? new(CallOutcome.LineRefused, "This phone system rings extensions, phone numbers and SIP addresses.")
            : null;
    }

    private Task<LineReply> Post(Uri address, string token, byte[] body, TimeSpan timeout, CancellationToken giveUp) =>
        connection.Breaker.Dial(ending => connection.Http.Send(Request(HttpMethod.Post, address, token, body), timeout, ending), giveUp);

    private DialResult Read(Ready dial, LineReply reply)
    {
        var answered = reply as LineReply.Answered;
        var answer = answered is { Body: var body } ? KazooWire.Read(body) : null;
        var words = ReasonText.Of(answer?.Cause ?? answer?.Message, dial.Key, dial.Token);
        // In a 404 or 409 the cause is the id that it is about.
        if (answer is { Failed: true, Cause: { } cause } && answered!.Status is not (404 or 409))
            return KazooErrors.Read(cause, answer.Leg, dial.TargetFirst, words);
        if (answered is { Status: 401 })
            client.Memory.Forget(dial.Token);
        if (StatusVerdict.Of(reply) is { } verdict)
            return verdict;
        return (answer, answered!.Status) switch
        {
            ({ Failed: false }, < 300) => new DialResult.Accepted(answer.CallId),
            ({ Failed: true } no, < 500) => OfError(dial, answered.Status, no, words),
            (null, >= 400 and < 500) => new DialResult.Refused(
                CallOutcome.LineRefused, $"The phone system answered HTTP {answered.Status}; check the line's baseUrl."),
            _ => new DialResult.Uncertain($"The phone system answered HTTP {answered.Status} and nothing that says whether it dials."),
        };
    }

    private DialResult.Refused OfError(Ready dial, int status, KazooAnswer answer, string? words)
    {
        var fields = answer.Data as JsonObject;
        if (status == 404)
        {
            // Somebody deleted the click-to-call that we had made; the next order makes it again.
            var ours = client.Memory.Ids.TryRemove(dial.Name, out _);
            return new(ours ? CallOutcome.LineUnavailable : CallOutcome.LineRefused, words);
        }

        if (status == 400 && (answer.Message == KazooErrors.WhitelistMiss || fields?["contact"] is JsonObject rules && rules.ContainsKey("forbidden")))
            return new(CallOutcome.NotAllowed, words);
        if (status == 400 && fields?["contact"] is not null)
            return new(CallOutcome.TargetUnreachable, words);
        return status == 400 && fields?["extension"] is not null
            ? new(CallOutcome.AgentOffline, words)
            : new(CallOutcome.LineRefused, words);
    }

    private sealed class Ready(KazooLine line, DialOrder order, string key, string token, string name, Uri address, byte[] body) : IReadyDial
    {
        public string Key => key;

        public string Token => token;

        public string Name => name;

        public bool TargetFirst => order.Order.First.Role == LegRole.Target;

        public async Task<DialResult> Send(CancellationToken giveUp) =>
            line.Read(this, await line.Post(address, token, body, line.DialTimeout(order), giveUp));
    }
}
