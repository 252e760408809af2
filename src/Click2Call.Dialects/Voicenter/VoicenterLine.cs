using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Voicenter;

/// <summary>
/// Drives a phone system of the Voicenter dialect: posts a form with the code in its body, reads XML or JSON. It hangs up
/// whatever an extension is in, and tells of a call's end when its records are pushed to us.
/// </summary>
internal sealed class VoicenterLine(LineSettings settings, LineConnection connection, ISecrets secrets) : IPhoneLine
{
    private static readonly TimeSpan BeyondRing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestDial = TimeSpan.FromSeconds(135);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(8);

    public LineCapabilities Capabilities => VoicenterOptions.Capabilities(settings);

    public int MostVariables => VoicenterNames.MostVariables;

    // Whether it answers before the phone is answered is not written anywhere; a time-out is an uncertain call, so it waits.
    public TimeSpan DialTimeout(DialOrder order)
    {
        var time = order.Order.First.RingTime + BeyondRing;
        return time < LongestDial ? time : LongestDial;
    }

    public async Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation)
    {
        if (VoicenterRequest.Write(order, out var cannot) is not { } fields)
            return new DialReadiness.NotReady(CallOutcome.LineRefused, cannot);
        try
        {
            var code = await Code(cancellation);
            if (await connection.Breaker.Check(token => SendProbe(code, token), cancellation) is { } open)
                return open;
            return new DialReadiness.Ready(new Ready(this, code, Body(code, fields), DialTimeout(order)));
        }
        catch (SecretUnavailableException e)
        {
            return new DialReadiness.NotReady(CallOutcome.LineUnavailable, e.Message);
        }
    }

    public Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) =>
        Task.FromResult<LookUp>(new LookUp.Unknown());

    public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Task.FromResult(false);

    public async Task<bool?> HangUpExtension(string extension, CancellationToken cancellation)
    {
        try
        {
            var code = await Code(cancellation);
            var reply = await Post(Body(code, [new(VoicenterNames.Phone, extension), new(VoicenterNames.Action, "terminate")]), CommandTimeout, cancellation);
            return reply is LineReply.Answered { Status: < 300, Body: var body }
                && VoicenterWire.Read(body) is { Code: VoicenterErrors.Ok or VoicenterErrors.Offline };
        }
        catch (SecretUnavailableException)
        {
            return false;
        }
    }

    public async Task<string?> Probe(CancellationToken cancellation)
    {
        try
        {
            var code = await Code(cancellation);
            return ReadProbe(await connection.Breaker.Probe(token => SendProbe(code, token), cancellation), code);
        }
        catch (SecretUnavailableException e)
        {
            return e.Message;
        }
    }

    private ValueTask<string> Code(CancellationToken cancellation) =>
        secrets.Get(settings.Secrets.GetValueOrDefault(VoicenterOptions.Code, ""), cancellation);

    /// <summary>A call without a phone: the phone system answers error 1, "Phone is missing", and rings nobody.</summary>
    private Task<LineReply> SendProbe(string code, CancellationToken cancellation) =>
        Post(Body(code, [new(VoicenterNames.Action, "call")]), CommandTimeout, cancellation);

    private static string? ReadProbe(LineReply reply, string code) => reply switch
    {
        LineReply.Answered { Body: var body } when VoicenterWire.Read(body) is { } answer =>
            answer.Code == VoicenterErrors.InvalidRequest && !answer.Message.Contains("code", StringComparison.OrdinalIgnoreCase)
                ? null
                : $"The phone system answers error {answer.Code}: {ReasonText.Of(answer.Message, code)}",
        LineReply.Answered { Status: var status } => $"The phone system answers HTTP {status} and nothing of the dialect; check the line's baseUrl and that our address is on its allow list.",
        LineReply.NotSent { Reason: var reason } => reason,
        LineReply.Broken { Reason: var reason } => reason,
        _ => null,
    };

    private async Task<DialResult> Send(string code, byte[] body, TimeSpan timeout, CancellationToken giveUp)
    {
        var reply = await connection.Breaker.Dial(token => Post(body, timeout, token), giveUp);
        if (StatusVerdict.Of(reply) is { } verdict)
            return verdict;
        var answered = (LineReply.Answered)reply;
        return VoicenterWire.Read(answered.Body) switch
        {
            { Code: VoicenterErrors.Ok } answer when answered.Status < 300 => new DialResult.Accepted(answer.CallId.Length > 0 ? answer.CallId : null),
            { Code: not VoicenterErrors.Ok } answer => VoicenterErrors.Read(answer.Code, ReasonText.Of(answer.Message, code)),
            _ when answered.Status is >= 400 and < 500 =>
                new DialResult.Refused(CallOutcome.LineRefused, $"The phone system answered HTTP {answered.Status}; check the line's baseUrl."),
            _ => new DialResult.Uncertain($"The phone system answered HTTP {answered.Status} and nothing that says whether it dials."),
        };
    }

    private Task<LineReply> Post(byte[] body, TimeSpan timeout, CancellationToken giveUp)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        return connection.Http.Send(new(HttpMethod.Post, VoicenterOptions.Address(settings)) { Content = content }, timeout, giveUp);
    }

    private static byte[] Body(string code, IReadOnlyList<NameValue> fields) =>
        Encoding.ASCII.GetBytes(UrlEncoded.Write([new(VoicenterNames.Code, code), .. fields, new(VoicenterNames.Format, "JSON")]));

    private sealed class Ready(VoicenterLine line, string code, byte[] body, TimeSpan timeout) : IReadyDial
    {
        public Task<DialResult> Send(CancellationToken giveUp) => line.Send(code, body, timeout, giveUp);
    }
}
