using System.Globalization;
using System.Net.Http.Headers;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Asterisk;

/// <summary>
/// Drives Asterisk over ARI. A dial originates one Local channel whose id is the attempt's: Asterisk refuses a second
/// channel of that id while the first lives, and the dialplan refuses an attempt that AstDB knows, so that no repetition
/// of it can ring a phone twice.
/// </summary>
internal sealed class AsteriskLine(
    string account, LineSettings settings, LineConnection connection, AsteriskClient client, IDirectory directory, AsteriskAudio audio, TimeProvider clock)
    : IPhoneLine, IExaminedLine
{
    /// <summary>The accept key's prompts, twice, and what a busy machine adds.</summary>
    private const int BeyondRing = 90;

    private readonly AsteriskOptions options = AsteriskOptions.Read(settings);

    public LineCapabilities Capabilities => AsteriskOptions.Capabilities(settings);

    public bool Carries(NameValue variable) => AsteriskVariables.Carries(variable);

    public string? CannotPlayOf(PlayList play) => AsteriskVariables.CannotPlay(play);

    public TimeSpan DialTimeout(DialOrder order) => options.Timeout;

    public async Task<DialReadiness> GetReady(DialOrder order, CancellationToken cancellation)
    {
        var what = order.Order;
        var names = await PhoneNames(what, cancellation);
        try
        {
            var upload = what is { Kind: CallKind.Message, Play.Upload: { } name } ? await audio.PathOf(name, cancellation) : null;
            if (upload is null && what.Play?.Upload is not null)
                return new DialReadiness.NotReady(CallOutcome.LineRefused, "Uploaded recordings are fetched from us: the line needs events.");
            if (AsteriskVariables.Write(order, options, number => names.GetValueOrDefault(number, number), out var cannot, upload) is not { } variables)
                return new DialReadiness.NotReady(CallOutcome.LineRefused, cannot);
            var who = await client.Credentials(cancellation);
            if (await connection.Breaker.Check(token => client.Get("asterisk/ping", who, token), cancellation) is { } open)
                return open;
            foreach (var leg in new[] { what.First, what.Second })
            {
                if (leg is { RequireOnline: true, Destination: ExtensionDestination phone } && await IsOffline(names.GetValueOrDefault(phone.Number, phone.Number), who, cancellation))
                    return new DialReadiness.NotReady(leg.Role == LegRole.Agent ? CallOutcome.AgentOffline : CallOutcome.TargetUnreachable, "The phone is not registered.");
            }

            // Nobody is rung to hear nothing.
            if (upload is not null && await audio.Fetch(upload, who) is { } missing)
                return missing;
            var id = order.Attempt.ToString();
            var body = AsteriskWire.Originate(
                "click2call-agent", "click2call-target", id + ".2", (int)what.First.RingTime.TotalSeconds + BeyondRing, variables);
            return new DialReadiness.Ready(new Ready(this, "channels/" + id, who, body));
        }
        catch (SecretUnavailableException e)
        {
            return new DialReadiness.NotReady(CallOutcome.LineUnavailable, e.Message);
        }
        catch (StorageUnavailableException e)
        {
            return new DialReadiness.NotReady(CallOutcome.LineUnavailable, e.Message);
        }
    }

    public async Task<LookUp> LookUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation)
    {
        try
        {
            return await new AsteriskLookUp(client, options, clock).Find(attempt, await client.Credentials(cancellation), cancellation);
        }
        catch (SecretUnavailableException)
        {
            return new LookUp.NotYet();
        }
    }

    public async Task<bool> HangUp(AttemptId attempt, string? providerCallId, CancellationToken cancellation)
    {
        try
        {
            return await TakeDown(attempt.ToString(), await client.Credentials(cancellation), cancellation);
        }
        catch (SecretUnavailableException)
        {
            return false;
        }
    }

    public async Task<bool?> HangUpExtension(string extension, CancellationToken cancellation)
    {
        try
        {
            var who = await client.Credentials(cancellation);
            var phone = (await directory.Find(account, cancellation))?.FindExtension(extension)?.SipUser ?? extension;
            if (!AsteriskText.IsDialable(phone))
                return true;
            if (await client.Get(Endpoint(phone), who, cancellation) is not LineReply.Answered { Status: 200 or 404, Body: var found } reply)
                return false;
            if (reply.Status == 404)
                return AsteriskWire.SaysThereIsNone(found);
            var all = true;
            foreach (var channel in AsteriskWire.Texts(found, "channel_ids"))
                all &= await TakeDownCallOf(channel, who, cancellation);
            return all;
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
            var who = await client.Credentials(cancellation);
            return await connection.Breaker.Probe(token => client.Get("asterisk/ping", who, token), cancellation) switch
            {
                LineReply.Answered { Status: 200, Body: var body } when AsteriskWire.Text(body, "ping") == "pong" => null,
                LineReply.Answered { Status: 401 or 403 } => "Asterisk refuses the user or the password; compare ari.conf with the line's option 'user' and its secret 'password'.",
                LineReply.Answered { Status: var status } => $"HTTP {status} and nothing of ARI; check the line's baseUrl, and that http.conf and ari.conf have enabled=yes.",
                LineReply.NotSent { Reason: var reason } => reason,
                LineReply.Broken { Reason: var reason } => reason,
                _ => "Asterisk gave no answer.",
            };
        }
        catch (SecretUnavailableException e)
        {
            return e.Message;
        }
    }

    public async Task<IReadOnlyList<LineFinding>> Examine(CancellationToken cancellation)
    {
        try
        {
            var known = await directory.Find(account, cancellation);
            return await new AsteriskExamination(settings, options, client, clock, known).Run(await client.Credentials(cancellation), cancellation);
        }
        catch (SecretUnavailableException e)
        {
            return [new(false, e.Message)];
        }
    }

    private async Task<Dictionary<string, string>> PhoneNames(CallOrder order, CancellationToken cancellation)
    {
        Dictionary<string, string> names = [];
        if (new[] { order.First, order.Second }.All(leg => leg?.Destination is not ExtensionDestination))
            return names;
        foreach (var extension in (await directory.Find(account, cancellation))?.Extensions ?? [])
        {
            if (extension.SipUser is { } name)
                names[extension.Number] = name;
        }

        return names;
    }

    private string Endpoint(string phone) => "endpoints/" + AsteriskOptions.Fill(options.Devices, Uri.EscapeDataString(phone));

    // "unknown" is said of endpoints whose state nobody watches: that is no reason not to ring them. Neither is a 404 that
    // ARI did not say of the endpoint: every path has one while Asterisk starts, and with a wrong baseUrl.
    private async Task<bool> IsOffline(string phone, AuthenticationHeaderValue who, CancellationToken cancellation) =>
        await client.Get(Endpoint(phone), who, cancellation) switch
        {
            LineReply.Answered { Status: 404, Body: var missing } => AsteriskWire.SaysThereIsNone(missing),
            LineReply.Answered { Status: 200, Body: var body } => AsteriskWire.Text(body, "state") == "offline",
            _ => false,
        };

    // With the attempt's own channel its legs go together, and the records say that it was canceled and not unanswered.
    private async Task<bool> TakeDownCallOf(string channel, AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        var path = $"channels/{Uri.EscapeDataString(channel)}/variable?variable=CHANNEL(linkedid)";
        var ours = await client.Get(path, who, cancellation) is LineReply.Answered { Status: 200, Body: var body }
            && AttemptId.TryParse(AsteriskWire.Text(body, "value"), out var attempt)
            && await TakeDown(attempt.ToString(), who, cancellation);
        return await TakeDown(channel, who, cancellation) || ours;
    }

    private async Task<bool> TakeDown(string channel, AuthenticationHeaderValue who, CancellationToken cancellation) =>
        await client.Send(HttpMethod.Delete, $"channels/{Uri.EscapeDataString(channel)}?reason=normal", who, null, null, cancellation) switch
        {
            LineReply.Answered { Status: 200 or 204 } => true,
            LineReply.Answered { Status: 404, Body: var body } => AsteriskWire.SaysThereIsNone(body),
            _ => false,
        };

    private async Task<DialResult> Dial(string path, AuthenticationHeaderValue who, ReadOnlyMemory<byte> body, CancellationToken giveUp)
    {
        var reply = await connection.Breaker.Dial(token => client.Send(HttpMethod.Post, path, who, body, options.Timeout, token), giveUp);
        if (StatusVerdict.Of(reply) is { } verdict)
            return verdict;
        var answered = (LineReply.Answered)reply;
        var reason = ReasonText.Of(AsteriskWire.Reason(answered.Body), who.Parameter!);
        return answered.Status switch
        {
            < 300 when AsteriskWire.Text(answered.Body, "id") is not null => new DialResult.Accepted(null),
            // The channel of this attempt lives already: it was placed.
            409 => new DialResult.Accepted(null),
            // While Asterisk starts, its HTTP server is up before ARI is: every path is 404 for a moment. It may be a wrong baseUrl too.
            404 => new DialResult.Refused(CallOutcome.LineUnavailable, "Asterisk has no ARI at this baseUrl, or is just starting (HTTP 404)."),
            // Said before anything is dialled: the Local channel itself could not be made.
            500 when reason == "Allocation failed" => new DialResult.Refused(CallOutcome.LineRefused, "Asterisk could not make the channel; say: click2call lines check"),
            >= 400 and < 500 => new DialResult.Refused(CallOutcome.LineRefused, $"Asterisk answered HTTP {answered.Status.ToString(CultureInfo.InvariantCulture)}: {reason}"),
            _ => new DialResult.Uncertain($"Asterisk answered HTTP {answered.Status.ToString(CultureInfo.InvariantCulture)} and nothing that says whether it dials."),
        };
    }

    private sealed class Ready(AsteriskLine line, string path, AuthenticationHeaderValue who, ReadOnlyMemory<byte> body) : IReadyDial
    {
        public Task<DialResult> Send(CancellationToken giveUp) => line.Dial(path, who, body, giveUp);
    }
}
