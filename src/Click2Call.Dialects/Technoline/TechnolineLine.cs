using System.Globalization;
using System.Text;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline.Campaigns;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline;

/// <summary>
/// Drives a phone system of the Technoline dialect. It dials an extension of the tenant and then an Israeli number or
/// another extension; it reports nothing, can't be asked, and can't hang up. Whole campaigns it runs by itself, where our
/// address is approved for them.
/// </summary>
internal sealed class TechnolineLine(LineSettings settings, LineConnection connection, ISecrets secrets, IAudioStore? audio = null) : IPhoneLine, ICampaignLine
{
    // Whether it answers before the agent picks up is not written anywhere; a time-out is an uncertain call, so it waits.
    private static readonly TimeSpan BeyondRing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(8);

    private readonly TechnolineCampaigns campaigns = new(settings, connection, secrets, audio);

    public LineCapabilities Capabilities { get; } = TechnolineOptions.Capabilities(settings);

    public bool RingsTargetFirst => false;

    public bool RunsCampaigns => Capabilities.HasFlag(LineCapabilities.Message);

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
                return open;
            if (order.Order.Kind == CallKind.Message)
            {
                return await campaigns.Form(key, [new("action", "campaignRun"), .. fields], order.Order.Account, order.Order.Play?.Upload, cancellation) is { } form
                    ? new DialReadiness.Ready(new Ready(this, TechnolineOptions.CampaignAddress(settings), key, form, DialTimeout(order)))
                    : new DialReadiness.NotReady(CallOutcome.LineRefused, "The recording is not there any more.");
            }

            // No key: "the IP is the trust anchor here" (PBX Documentation Center, 2FA Outbound Call).
            var body = order.Order.Kind == CallKind.Flash ? Encode([new("action", "makeCall"), .. fields]) : Body(key, fields);
            return new DialReadiness.Ready(new Ready(this, TechnolineOptions.Address(settings), key, TechnolineBody.Of(body), DialTimeout(order)));
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

    public Task<CampaignReadiness> GetReady(Campaign campaign, IReadOnlyList<string> phones, CancellationToken cancellation) => campaigns.GetReady(campaign, phones, cancellation);

    public Task<CampaignMark> Find(Campaign campaign, CancellationToken cancellation) => campaigns.Find(campaign, cancellation);

    public Task<bool> Tell(string id, CampaignState state, CancellationToken cancellation) => campaigns.Tell(id, state, cancellation);

    public Task<bool> Limit(string id, int maxRing, CancellationToken cancellation) => campaigns.Limit(id, maxRing, cancellation);

    public Task<bool> Retarget(string id, IReadOnlyList<CampaignKey> keys, CancellationToken cancellation) => campaigns.Retarget(id, keys, cancellation);

    public Task<CampaignSeen?> Report(string id, CancellationToken cancellation) => campaigns.Report(id, cancellation);

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
    private Task<LineReply> SendProbe(string key, CancellationToken cancellation) => Post(TechnolineOptions.Address(settings), TechnolineBody.Of(Body(key, [])), ProbeTimeout, cancellation);

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

    private async Task<DialResult> Send(Uri address, string key, TechnolineBody body, TimeSpan timeout, CancellationToken giveUp)
    {
        var reply = await connection.Breaker.Dial(token => Post(address, body, timeout, token), giveUp);
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

    private Task<LineReply> Post(Uri address, TechnolineBody body, TimeSpan timeout, CancellationToken giveUp) =>
        connection.Http.Send(body.Post(address), timeout, giveUp);

    private static byte[] Body(string key, IReadOnlyList<NameValue> fields) =>
        Encode([new("action", "click2call"), new("apiKey", key), .. fields]);

    private static byte[] Encode(IEnumerable<NameValue> fields) => Encoding.ASCII.GetBytes(UrlEncoded.Write(fields));

    private List<NameValue>? Fields(CallOrder order, out DialReadiness.NotReady? cannot)
    {
        cannot = null;
        if ((order.Kind == CallKind.Flash && Capabilities.HasFlag(LineCapabilities.Flash)) || (order.Kind == CallKind.Message && Capabilities.HasFlag(LineCapabilities.Message)))
            return AloneFields(order, out cannot);
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
            fields.AddRange(order.Extra.HandedOn(TechnolineWire.IsOwn));
        return fields;
    }

    // One phone: for its caller id (makeCall), or to hear a message (campaignRun with one number).
    private static List<NameValue>? AloneFields(CallOrder order, out DialReadiness.NotReady? cannot)
    {
        cannot = null;
        if (order.First.Destination is not PhoneDestination { Number: { Region: "IL" } number })
        {
            cannot = new(CallOutcome.TargetUnreachable, "This phone system calls Israeli numbers.");
            return null;
        }

        if (order.Kind == CallKind.Flash)
        {
            if (order.First.Shows?.Number is { Length: 6 } code && code.All(char.IsAsciiDigit))
                return [new("phone", number.ToLocal()), new("cid", code)];
            cannot = new(CallOutcome.LineRefused, "This phone system shows a code of six digits.");
            return null;
        }

        List<NameValue> fields =
        [
            new("phones", number.ToLocal()), new("dialRetries", "1"), new("betweenRetries", "20"), new("reasonableHours", "no"),
            new("callLength", RingTime(order).TotalSeconds.ToString(CultureInfo.InvariantCulture)),
        ];
        if (order.Extra.FirstOrDefault(one => one.Name == "extensionActivation") is { Value: var extension })
            fields.AddRange([new("messagesType", "extensionActivation"), new("extensionActivation", extension)]);
        else if (order.Play?.Text is { } text)
            fields.Add(new("audioText", text));
        else if (order.Play?.Upload is null)
        {
            if ((order.Play?.Before ?? order.Play?.After) is { } file)
                fields.Add(new("audioFile", file));
            else
                cannot = new(CallOutcome.LineRefused, "There is nothing to be played.");
        }

        foreach (var key in order.Play?.Keys ?? [])
        {
            if (key.AsSent is { } action)
                fields.Add(new(KeyField.NameOf(key.Key), action));
        }

        return cannot is null ? fields : null;
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

    private sealed class Ready(TechnolineLine line, Uri address, string key, TechnolineBody body, TimeSpan timeout) : IReadyDial
    {
        public Task<DialResult> Send(CancellationToken giveUp) => line.Send(address, key, body, timeout, giveUp);
    }
}
