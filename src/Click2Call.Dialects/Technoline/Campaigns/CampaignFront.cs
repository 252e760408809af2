using System.Globalization;
using System.Net;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>
/// Accepts <c>/campaignApi.php</c>: bulk voice broadcasts and bulk callbacks. A key and an approved address are both needed
/// (PBX Documentation Center, Authentication &amp; IP Whitelist Cheat Sheet).
/// </summary>
/// <param name="desk">Takes campaigns.</param>
/// <param name="campaigns">Knows them.</param>
/// <param name="directory">Knows the keys.</param>
/// <param name="audio">Keeps what is played.</param>
/// <param name="lines">Knows what the lines can do.</param>
/// <param name="time">The clock.</param>
/// <param name="sender">The sender's address, as far as the operator's trusted proxies tell it.</param>
public sealed class CampaignFront(
    CampaignDesk desk, ICampaigns campaigns, IDirectory directory, IAudioStore audio, ILines lines, TimeProvider time, Func<HttpContext, IPAddress?> sender) : IFront
{
    private const int ShownHistory = 200;
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => "technoline-campaigns";

    /// <inheritdoc/>
    public async Task Answer(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await TechnolineReply.Send(http, await Decide(http));
    }

    // To campaignRun 6 says that nobody knows: the same request, sent again, makes no second campaign.
    /// <inheritdoc/>
    public Task Fail(HttpContext http, int status) => TechnolineReply.Send(
        http, TechnolineReply.Failed(status, CampaignErrors.Missing, CampaignErrors.Unavailable, CampaignErrors.Unavailable));

    private async Task<TechnolineReply> Decide(HttpContext http)
    {
        var isPost = HttpMethods.IsPost(http.Request.Method);
        if (!isPost && !HttpMethods.IsGet(http.Request.Method))
            return TechnolineReply.Error(CampaignErrors.Missing, TechnolineNotes.MethodUnknown) with { Status = StatusCodes.Status405MethodNotAllowed };
        try
        {
            var form = await TechnolineForm.Read(http.Request, directory, http.RequestAborted);

            if (form.TooLarge && !form.Fields.Has("apiKey", out _))
                return TooLarge(form);

            // The address before everything else: "unapproved IPs get Access denied immediately".
            var key = form.Fields.Has("apiKey", out var presented) ? await directory.FindKey(presented, http.RequestAborted) : null;
            var account = key?.Opens(TechnolineDialect.DialectName) == true ? await directory.Find(key.Account, http.RequestAborted) : null;
            if (account is null || !AddressBook.Admits(account, sender(http)))
                return TechnolineReply.Error(CampaignErrors.AccessDenied, "Access denied");
            if (form.TooLarge)
                return TooLarge(form);
            if (form.Fields.Problem is { } problem)
                return TechnolineReply.Error(CampaignErrors.Missing, problem.Message) with { Status = problem.Status };
            return form.Fields.Text("action") switch
            {
                "campaignRun" when isPost => await Run(account, form),
                "campaignRun" => TechnolineReply.Error(CampaignErrors.Missing, "campaignRun: POST"),
                "campaignsHistory" => await History(account),
                "campaignReport" => await Report(account, form.Fields),
                "maxring" => await SetMaxRing(account, form.Fields),
                "campaignHold" => await Change(account, form.Fields, Hold),
                "campaignResumption" => await Change(account, form.Fields, Resume),
                "campaignStop" => await Change(account, form.Fields, Stop),
                "keysSet" => await SetKeys(account, form.Fields),
                "keysGet" => await GetKeys(account, form.Fields),
                "keysDelete" => await Change(account, form.Fields, campaign => campaign with { Keys = [] }),
                _ => TechnolineReply.Error(CampaignErrors.Missing, "action: campaignRun, campaignsHistory, campaignReport, maxring, campaignHold, campaignResumption, campaignStop, keysSet, keysGet, keysDelete"),
            };
        }
        catch (StorageUnavailableException e)
        {
            return TechnolineReply.Error(CampaignErrors.Unavailable, TechnolineNotes.Unavailable) with { RetryAfter = e.RetryAfter };
        }
    }

    private async Task<TechnolineReply> Run(Account account, TechnolineForm form)
    {
        var (request, problem) = CampaignRequest.Read(account, form, time.GetUtcNow());
        if (request is null)
            return TechnolineReply.Error(CampaignErrors.Missing, problem!);
        var line = account.FindLine(request.Campaign.Line) is { } settings ? await lines.Find(account.Id, settings.Id, CancellationToken.None) : null;
        var (phones, errors, blocked) = CampaignDesk.Sort(account, request.Numbers);
        // Such a phone system calls Israeli numbers; what it would leave out must not wait for it for ever.
        if (line is ICampaignLine { RunsCampaigns: true })
            (phones, errors) = ([.. phones.Where(IsIsraeli)], [.. errors, .. phones.Where(phone => !IsIsraeli(phone))]);
        errors = errors.ConvertAll(CampaignRequest.Cut);
        if (phones.Count == 0)
            return TechnolineReply.Error(CampaignErrors.NoPhones, "אין ברשימה מספרי טלפון תקינים: phones");
        if (phones.Count > CampaignDesk.MostPhones)
            return TechnolineReply.Error(CampaignErrors.Missing, string.Create(CultureInfo.InvariantCulture, $"phones: {CampaignDesk.MostPhones}"));
        var campaign = request.Campaign with
        {
            Id = desk.NewId(),
            ErrorPhones = [.. errors.Take(1000)],
            BlockedPhones = [.. blocked.Take(1000)],
        };
        var (sound, unplayable) = await CampaignAudio.Of(request, campaign, line, name => audio.Find(account.Id, name, CancellationToken.None));
        if (unplayable is not null)
            return TechnolineReply.Error(CampaignErrors.Missing, unplayable);
        if (sound is not null)
            campaign = campaign with { Audio = sound.Name, AudioIsOurs = true };
        if (CampaignCheck.Problem(campaign, account, line) is { } cannot)
            return TechnolineReply.Error(CampaignErrors.Missing, cannot);
        if (await Once(form.Fingerprint("apiKey"), campaign, phones, sound) is not { } made)
            return TechnolineReply.Error(CampaignErrors.Unavailable, TechnolineNotes.CampaignUnknown) with { RetryAfter = AskAgain };
        // A client that repeats itself must not undo a person's stop, and whoever means it must not take silence for calls.
        if (made.State == CampaignState.Stopped)
            return TechnolineReply.Error(CampaignErrors.Missing, TechnolineNotes.CampaignStopped(made.Id));
        return TechnolineReply.Ok(json =>
        {
            json.WriteString("campaignId", made.Id);
            json.WriteNumber("phones", phones.Count);
            Texts(json, "errorPhones", errors);
            Texts(json, "blockedPhones", blocked);
            json.WriteNumber("billing", 0);
            json.WriteNumber("accountSum", 0);
        });
    }

    // An equal request that comes again, because its answer was lost or came too late, is the same campaign; null: it is not known yet.
    private async Task<Campaign?> Once(string fingerprint, Campaign campaign, IReadOnlyList<string> phones, CampaignAudio? sound)
    {
        try
        {
            switch (await campaigns.Claim(campaign.Account, fingerprint, campaign.Id, time.GetUtcNow(), CancellationToken.None))
            {
                case CampaignClaim.Earlier { Campaign: var made }:
                    return made;
                case CampaignClaim.Busy:
                    return null;
                default:
                    if (sound is not null)
                        await audio.Save(campaign.Account, sound.Name, sound.Content, sound.ContentType, CancellationToken.None);
                    return await desk.Begin(campaign, phones, CancellationToken.None, fingerprint);
            }
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }

    private async Task<TechnolineReply> History(Account account)
    {
        var list = await campaigns.List(account.Id, ShownHistory, CancellationToken.None);
        var works = await Task.WhenAll(list.Select(campaign => campaigns.Work(account.Id, campaign.Id, time.GetUtcNow(), 1, CancellationToken.None)));
        return TechnolineReply.Ok(json =>
        {
            json.WriteStartArray("campaigns");
            foreach (var (campaign, work) in list.Zip(works))
            {
                json.WriteStartObject();
                Summary(json, campaign, work);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private async Task<TechnolineReply> Report(Account account, RequestFields fields)
    {
        if (await Named(account, fields) is not { } campaign)
            return NotFound();
        var work = await campaigns.Work(account.Id, campaign.Id, time.GetUtcNow(), 1, CancellationToken.None);
        var calls = new List<CampaignRecipient>(campaign.Phones);
        await foreach (var recipient in campaigns.Recipients(account.Id, campaign.Id, CancellationToken.None))
            calls.Add(recipient);
        return TechnolineReply.Ok(json =>
        {
            Summary(json, campaign, work);
            json.WriteStartArray("calls");
            foreach (var call in calls)
            {
                var row = CampaignErrors.Of(call);
                json.WriteStartObject();
                json.WriteString("phone", PhoneNumber.TryParsePlausible(call.Phone, null, out var number, out _) ? number.ToLocal() : call.Phone);
                json.WriteString("status", row.Status);
                json.WriteNumber("sipCode", row.SipCode);
                json.WriteString("sipText", row.SipText);
                json.WriteString("q850Text", row.Q850Text);
                json.WriteNumber("tries", call.Tries);
                if (call.At is { } at)
                    json.WriteString("time", Local(account, at));
                if (call.Keys is { } keys)
                    json.WriteString("keys", keys);
                if (call.Connected is { } connected)
                    json.WriteBoolean("connected", connected);
                if (call.Call is { } id)
                    json.WriteString("callId", id);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private Task<TechnolineReply> SetMaxRing(Account account, RequestFields fields) =>
        int.TryParse(fields.Text("maxring") ?? fields.Text("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= CampaignDesk.MostAtOnce
            ? Change(account, fields, campaign => campaign with { MaxRing = most })
            : Task.FromResult(TechnolineReply.Error(CampaignErrors.Missing, string.Create(CultureInfo.InvariantCulture, $"maxring: 1-{CampaignDesk.MostAtOnce}")));

    private async Task<TechnolineReply> SetKeys(Account account, RequestFields fields)
    {
        var (keys, unreadable) = KeyField.Read(fields);
        if (unreadable is not null || keys.Count == 0)
            return TechnolineReply.Error(CampaignErrors.Missing, $"{unreadable ?? "keys"}: {KeyField.Wanted}");
        if (await Named(account, fields) is not { } campaign)
            return NotFound();
        var line = account.FindLine(campaign.Line) is { } settings ? await lines.Find(account.Id, settings.Id, CancellationToken.None) : null;
        return CampaignCheck.Problem(With(campaign), account, line) is { } cannot
            ? TechnolineReply.Error(CampaignErrors.Missing, cannot)
            : await Change(account, fields, With);

        Campaign With(Campaign one) => one with { Keys = [.. one.Keys.Where(old => keys.All(key => key.Key != old.Key)), .. keys] };
    }

    private async Task<TechnolineReply> GetKeys(Account account, RequestFields fields) => await Named(account, fields) is not { } campaign ? NotFound() : TechnolineReply.Ok(json =>
    {
        json.WriteStartObject("keys");
        foreach (var key in campaign.Keys)
            json.WriteString(key.Key, key.Action);
        json.WriteEndObject();
    });

    private static Campaign? Hold(Campaign campaign) => campaign.State is CampaignState.Running or CampaignState.Held ? campaign with { State = CampaignState.Held } : null;

    private Campaign? Resume(Campaign campaign) => campaign.State == CampaignState.Running || (campaign.State == CampaignState.Held && campaign.WakeAt + Campaign.ResumeWindow > time.GetUtcNow())
        ? campaign with { State = CampaignState.Running, Note = null }
        : null;

    private Campaign? Stop(Campaign campaign) => campaign.State switch
    {
        CampaignState.Done => null,
        CampaignState.Stopped => campaign,
        _ => campaign with { State = CampaignState.Stopped, EndedAt = time.GetUtcNow() },
    };

    private async Task<TechnolineReply> Change(Account account, RequestFields fields, Func<Campaign, Campaign?> change)
    {
        if (await Named(account, fields) is not { } campaign)
            return NotFound();
        var changed = await desk.Change(account.Id, campaign.Id, change, CancellationToken.None);
        return changed is null
            ? TechnolineReply.Error(CampaignErrors.NotPossible, "הפעולה אינה אפשרית במצב הקמפיין")
            : TechnolineReply.Ok(json => json.WriteString("campaignStatus", CampaignErrors.Word(changed.State)));
    }

    private async Task<Campaign?> Named(Account account, RequestFields fields) =>
        fields.Text("campaignId") is { } id ? (await campaigns.Find(account.Id, id, CancellationToken.None))?.Campaign : null;

    private static TechnolineReply TooLarge(TechnolineForm form) =>
        TechnolineReply.Error(CampaignErrors.Missing, form.WhyTooLarge) with { Status = StatusCodes.Status413PayloadTooLarge };

    private static bool IsIsraeli(string phone) => PhoneNumber.TryParsePlausible(phone, null, out var number, out _) && number.Region == "IL";

    private static TechnolineReply NotFound() => TechnolineReply.Error(CampaignErrors.NotFound, "הקמפיין לא נמצא: campaignId");

    private static void Summary(Utf8JsonWriter json, Campaign campaign, CampaignWork? work)
    {
        json.WriteString("campaignId", campaign.Id);
        json.WriteString("title", campaign.Title);
        json.WriteString("campaignStatus", CampaignErrors.Word(campaign.State));
        json.WriteNumber("phones", campaign.Phones);
        json.WriteNumber("done", work?.Progress.Done ?? 0);
        json.WriteNumber("answered", work?.Progress.Answered ?? 0);
        json.WriteNumber("calling", work?.Flights.Count ?? 0);
        json.WriteNumber("maxring", campaign.MaxRing);
        json.WriteString("created", campaign.CreatedAt);
        if (campaign.Note is { } note)
            json.WriteString("note", note);
        else if (campaign.State == CampaignState.Running && work?.Progress.RestUntil is not null)
            json.WriteString("note", TechnolineNotes.CampaignRests);
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Local(Account account, DateTimeOffset at) =>
        (TimeZoneInfo.TryFindSystemTimeZoneById(account.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(at, zone) : at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
