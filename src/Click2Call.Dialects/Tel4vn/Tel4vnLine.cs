using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>
/// Drives a phone system of the TEL4VN dialect. It rings an extension and then a number; it can't hang up, tells of ends
/// when its events are pushed to us, and can be asked for call detail records where the line permits it.
/// </summary>
internal sealed class Tel4vnLine(LineSettings settings, LineConnection connection, Tel4vnClient client) : IPhoneLine
{
    // The asynchronous request is answered before anything rings.
    private static readonly TimeSpan AsyncAnswer = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BeyondRing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestDial = TimeSpan.FromSeconds(135);

    public LineCapabilities Capabilities => Tel4vnOptions.Capabilities(settings);

    public bool RingsTargetFirst => false;

    public TimeSpan DialTimeout(DialOrder order)
    {
        if (!Tel4vnOptions.IsSync(settings))
            return AsyncAnswer;
        var time = order.Order.First.RingTime + BeyondRing;
        return time < LongestDial ? time : LongestDial;
    }

    public async Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation)
    {
        if (Tel4vnRequest.Write(settings, order, out var cannot) is not { } request)
            return cannot!;
        try
        {
            var secret = await client.Secret(cancellation);
            if (await connection.Breaker.Check(token => client.Probe(secret, token), cancellation) is { } open)
                return open;
            var (token, isNew, not) = await client.Token(secret, cancellation);
            return not is not null ? not : new DialReadiness.Ready(new Ready(this, request, secret.Value, token, isNew, DialTimeout(order)));
        }
        catch (SecretUnavailableException e)
        {
            return new DialReadiness.NotReady(CallOutcome.LineUnavailable, e.Message);
        }
    }

    /// <summary>
    /// Asks for the call's record by the phone system's id. A record that is not there proves nothing: it is written after
    /// the call, and only to the id that the lost answer would have told.
    /// </summary>
    public async Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation)
    {
        if (providerCallId is null || !Capabilities.HasFlag(LineCapabilities.LookUp))
            return new LookUp.Unknown();
        try
        {
            var secret = await client.Secret(cancellation);
            for (var again = false; ; again = true)
            {
                var (token, isNew, not) = await client.Token(secret, cancellation);
                if (not is not null)
                    return new LookUp.NotYet();
                var id = Uri.EscapeDataString(providerCallId);
                var reply = await connection.Breaker.Probe(ending => client.ReadFirst("v2/cdr/" + id, "v1/cdr/" + id, token, ending), cancellation);
                if (reply is LineReply.Answered { Status: 401 } && !isNew && !again)
                {
                    // A read may be sent again with a new token.
                    client.Forget(token);
                    continue;
                }

                // The record of a call is written when it is over.
                return reply is LineReply.Answered { Status: < 300, Whole: true, Body: var body } && Tel4vnRecord.Find(body, providerCallId) is { } outcome
                    ? new LookUp.Ended(outcome)
                    : new LookUp.NotYet();
            }
        }
        catch (SecretUnavailableException)
        {
            return new LookUp.NotYet();
        }
    }

    public Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation) => Task.FromResult(false);

    public Task<bool?> HangUpExtension(string extension, CancellationToken cancellation) => Task.FromResult<bool?>(null);

    public async Task<string?> Probe(CancellationToken cancellation)
    {
        try
        {
            var secret = await client.Secret(cancellation);
            return await connection.Breaker.Probe(token => client.Probe(secret, token), cancellation) switch
            {
                LineReply.Answered { Status: < 300, Body: var body } when Tel4vnWire.Object(body, root => Tel4vnWire.Read(root.GetRawText()) is { Ok: false } ? null : body) is not null => null,
                // A system without call records still speaks the dialect.
                LineReply.Answered { Status: 404, Body: var body } when secret.Role == Tel4vnOptions.Token && Tel4vnWire.Read(body) is not null => null,
                LineReply.Answered { Status: var status, Body: var body } when Tel4vnWire.Read(body) is { } answer =>
                    $"The phone system answers HTTP {status}: {ReasonText.Of(answer.Message ?? answer.Error, secret.Value)}",
                LineReply.Answered { Status: 401 or 403 } => "The phone system refuses the line's secret.",
                LineReply.Answered { Status: var status } => $"The phone system answers HTTP {status} and nothing of the dialect; check the line's baseUrl.",
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

    private async Task<DialResult> Send(Ready dial, CancellationToken giveUp)
    {
        var reply = await connection.Breaker.Dial(token => connection.Http.Send(dial.Request.Sign(dial.Token), dial.Timeout, token), giveUp);
        if (reply is LineReply.Answered { Status: 401 })
        {
            client.Forget(dial.Token);
            // The token that we had kept may have been withdrawn; the next try asks for a new one. This one is not repeated.
            if (!dial.TokenIsNew)
                return new DialResult.Refused(CallOutcome.LineUnavailable, "The phone system does not take the line's token any more (HTTP 401); the next call gets a new one.");
        }

        if (StatusVerdict.Of(reply) is { } verdict)
            return verdict;
        var answered = (LineReply.Answered)reply;
        return Tel4vnWire.Read(answered.Body) switch
        {
            { Ok: true } answer when answered.Status < 300 => new DialResult.Accepted(answer.CallId),
            { Ok: false } answer => Tel4vnErrors.Read(answer.Error, Words(dial, answer)),
            _ when answered.Status is >= 400 and < 500 =>
                new DialResult.Refused(CallOutcome.LineRefused, $"The phone system answered HTTP {answered.Status}; check the line's baseUrl."),
            _ => new DialResult.Uncertain($"The phone system answered HTTP {answered.Status} and nothing that says whether it dials."),
        };
    }

    private static string? Words(Ready dial, Tel4vnAnswer answer) =>
        ReasonText.Of(string.Join(": ", ((string?[])[answer.Error, answer.Message]).Where(text => text is not null)), dial.Secret, dial.Token);

    private sealed class Ready(Tel4vnLine line, Tel4vnRequest request, string secret, string token, bool tokenIsNew, TimeSpan timeout) : IReadyDial
    {
        public Tel4vnRequest Request => request;

        public string Secret => secret;

        public string Token => token;

        public bool TokenIsNew => tokenIsNew;

        public TimeSpan Timeout => timeout;

        public Task<DialResult> Send(CancellationToken giveUp) => line.Send(this, giveUp);
    }
}
