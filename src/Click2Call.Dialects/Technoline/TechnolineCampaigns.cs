using System.Globalization;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline.Campaigns;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline;

/// <summary>The client of <c>/campaignApi.php</c>: <c>campaignRun</c> and its controls (PBX Documentation Center 3.2).</summary>
internal sealed class TechnolineCampaigns(LineSettings settings, LineConnection connection, ISecrets secrets, IAudioStore? audio)
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(20);

    // A list of ten thousand and its audio.
    private static readonly TimeSpan RunTimeout = TimeSpan.FromSeconds(120);
    private const int MostReport = 64 * 1024 * 1024;

    /// <summary>The body of a request, with an upload of ours where one is to be played; null when that is not there.</summary>
    /// <exception cref="StorageUnavailableException">It could not be read.</exception>
    public async Task<TechnolineBody?> Form(string key, IEnumerable<NameValue> fields, string account, string? upload, CancellationToken cancellation)
    {
        NameValue[] all = [new("apiKey", key), .. fields];
        if (upload is null)
            return TechnolineBody.Of(all);
        return audio is not null && await audio.Find(account, upload, cancellation) is { } file ? await TechnolineBody.Of(all, "audioFile", upload, file) : null;
    }

    /// <summary>Gets the order for a campaign ready.</summary>
    public async Task<CampaignReadiness> GetReady(Campaign campaign, IReadOnlyList<string> phones, CancellationToken cancellation)
    {
        try
        {
            var israeli = phones.Select(phone => PhoneNumber.TryParsePlausible(phone, null, out var number, out _) && number.Region == "IL" ? number.ToLocal() : null).OfType<string>().ToList();
            if (israeli.Count == 0)
                return new CampaignReadiness.NotReady(CallOutcome.TargetUnreachable, "This phone system calls Israeli numbers.");
            var key = await Key(cancellation);
            return await Form(key, Fields(campaign, israeli), campaign.Account, campaign.AudioIsOurs ? campaign.Audio : null, cancellation) is { } form
                ? new CampaignReadiness.Ready(new Ready(this, form, key))
                : new CampaignReadiness.NotReady(CallOutcome.LineRefused, "The recording is not there any more.");
        }
        catch (Exception e) when (e is SecretUnavailableException or StorageUnavailableException)
        {
            return new CampaignReadiness.NotReady(CallOutcome.LineUnavailable, e.Message);
        }
    }

    /// <summary>Looks for the mark in the list of all campaigns.</summary>
    public async Task<CampaignMark> Find(Campaign campaign, CancellationToken cancellation)
    {
        using var answer = await Ask([new("action", "campaignsHistory")], cancellation);
        if (answer is null || TechnolineReport.Rows(answer.RootElement, "campaignId") is not { } rows)
            return new CampaignMark.Unknown();
        foreach (var row in rows)
        {
            if (TechnolineReport.Text(row, "title")?.Contains(MarkOf(campaign), StringComparison.Ordinal) == true && TechnolineReport.Text(row, "campaignId") is { Length: > 0 } id)
                return new CampaignMark.Found(id);
        }

        // Rows of another kind than we know say nothing of the mark.
        return rows.Count == 0 || rows.Any(row => TechnolineReport.Text(row, "title") is not null) ? new CampaignMark.Missing() : new CampaignMark.Unknown();
    }

    /// <summary>Holds, resumes or stops a campaign.</summary>
    public Task<bool> Tell(string id, CampaignState state, CancellationToken cancellation) => Order(
        [new("action", state switch { CampaignState.Held => "campaignHold", CampaignState.Running => "campaignResumption", _ => "campaignStop" }), new("campaignId", id)], cancellation);

    /// <summary>Sets how many are called at once.</summary>
    public Task<bool> Limit(string id, int maxRing, CancellationToken cancellation) =>
        Order([new("action", "maxring"), new("campaignId", id), new("maxring", maxRing.ToString(CultureInfo.InvariantCulture))], cancellation);

    /// <summary>Sets what keys do.</summary>
    public Task<bool> Retarget(string id, IReadOnlyList<CampaignKey> keys, CancellationToken cancellation) =>
        Order([new("action", keys.Count == 0 ? "keysDelete" : "keysSet"), new("campaignId", id), .. keys.Select(KeyField.Write)], cancellation);

    /// <summary>What became of everybody.</summary>
    public async Task<CampaignSeen?> Report(string id, CancellationToken cancellation)
    {
        using var answer = await Ask([new("action", "campaignReport"), new("campaignId", id)], cancellation);
        return answer is null ? null : TechnolineReport.Read(answer.RootElement);
    }

    private Uri Address => TechnolineOptions.CampaignAddress(settings);

    // The answer names everybody who is not called.
    private async Task<CampaignSent> Run(TechnolineBody form, string key, CancellationToken cancellation)
    {
        var reply = await connection.Breaker.Dial(token => connection.Http.Send(form.Post(Address), RunTimeout, token, MostReport), cancellation);
        return StatusVerdict.Of(reply) switch
        {
            DialResult.Refused refused => new CampaignSent.Refused(refused.Outcome, refused.Reason ?? ""),
            DialResult.Uncertain => new CampaignSent.Uncertain(),
            _ => Read((LineReply.Answered)reply, key),
        };
    }

    private static string MarkOf(Campaign campaign) => $"[{campaign.Id}]";

    private ValueTask<string> Key(CancellationToken cancellation) => secrets.Get(settings.Secrets.GetValueOrDefault(TechnolineOptions.ApiKey, ""), cancellation);

    private static List<NameValue> Fields(Campaign campaign, IReadOnlyList<string> phones)
    {
        List<NameValue> fields =
        [
            new("action", "campaignRun"),
            new("phones", string.Join(',', phones)),
            // The mark first: what a phone system cuts off of a long title is its end. Where it stands is not asked for: it was at the end once.
            new("title", $"{MarkOf(campaign)} {campaign.Title}".TrimEnd()),
            new("dialRetries", Number(campaign.DialRetries)),
            new("betweenRetries", Number((int)campaign.BetweenRetries.TotalMinutes)),
            new("callLength", Number((int)campaign.RingTime.TotalSeconds)),
            new("reasonableHours", campaign.ReasonableHours ? "yes" : "no"),
        ];
        if (campaign.Shows is { } shows)
            fields.Add(new("callId", shows));
        if (campaign.Extension is { } extension)
            fields.AddRange([new("messagesType", "extensionActivation"), new("extensionActivation", extension)]);
        else if (campaign.Text is { } text)
            fields.Add(new("audioText", text));
        else if (campaign is { AudioIsOurs: false, Audio: { } name })
            fields.Add(new("audioFile", name));
        fields.AddRange(campaign.Keys.Select(KeyField.Write));
        return fields;
    }

    private static CampaignSent Read(LineReply.Answered reply, string key) => TechnolineWire.Read(reply.Body) switch
    {
        { Ok: true, CallId: { } id } when reply.Status < 300 => new CampaignSent.Accepted(id) { TurnedDown = TechnolineReport.TurnedDown(reply.Body) },
        // "Unavailable / timeout": whether it was made is looked for, because sent again it would ring everybody twice.
        { Ok: false, Code: TechnolineErrors.Unavailable } => new CampaignSent.Uncertain(),
        { Ok: false } no => new CampaignSent.Refused(CallOutcome.LineRefused, $"Error {Number(no.Code)}: {ReasonText.Of(no.Note, key)}"),
        _ when reply.Status is >= 400 and < 500 => new CampaignSent.Refused(CallOutcome.LineRefused, $"The phone system answered HTTP {Number(reply.Status)}; check the line's campaignUrl."),
        _ => new CampaignSent.Uncertain(),
    };

    private async Task<bool> Order(IEnumerable<NameValue> fields, CancellationToken cancellation)
    {
        using var answer = await Ask(fields, cancellation);
        return answer is not null;
    }

    // An answer that says OK; null for everything else.
    private async Task<JsonDocument?> Ask(IEnumerable<NameValue> fields, CancellationToken cancellation)
    {
        try
        {
            NameValue[] all = [new("apiKey", await Key(cancellation)), .. fields];
            var form = TechnolineBody.Of(all);
            return await connection.Http.Send(form.Post(Address), CommandTimeout, cancellation, MostReport) is LineReply.Answered { Status: < 300, Whole: true, Body: var body } ? TechnolineReport.Parse(body) : null;
        }
        catch (SecretUnavailableException)
        {
            return null;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Ready(TechnolineCampaigns campaigns, TechnolineBody form, string key) : IReadyCampaign
    {
        public Task<CampaignSent> Send(CancellationToken cancellation) => campaigns.Run(form, key, cancellation);
    }
}
