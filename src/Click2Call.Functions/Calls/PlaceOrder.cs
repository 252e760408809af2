using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Http;
using Click2Call.Intake;
using Click2Call.Orders;

namespace Click2Call.Functions.Calls;

/// <summary>Makes an order of a request to the native API, or the problem that names the field.</summary>
internal static class PlaceOrder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(31);

    public static (CallOrder? Order, Problem? Problem) Of(PlaceRequest request, Account account, OrderKey? key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (CheckValues(request, now) is { } wrong)
            return (null, wrong);
        if (request.Line is not null && account.FindLine(request.Line) is null)
            return (null, Problems.Field("line", "The account has no line of that name.", 422));
        var (order, problem) = request.ClickToCall is null ? Direct(request, account, key) : Lead(request, account, key, now);
        return order is null ? (null, problem) : (WithDetails(order, request), null);
    }

    private static (CallOrder?, Problem?) Direct(PlaceRequest request, Account account, OrderKey? key)
    {
        if (!DestinationReader.TryRead(request.Agent, account, out var agent, out var problem))
            return (null, Problems.Field("agent", problem));
        if (!DestinationReader.TryRead(request.Target, account, out var target, out problem))
            return (null, Problems.Field("target", problem));
        if (request.Lead is not null)
            return (null, Problems.Field("lead", "A lead needs a clickToCall."));
        return (new CallOrder
        {
            Account = account.Id,
            Front = CallOrder.NativeFront,
            Intent = CallIntent.Direct,
            First = new Leg(LegRole.Agent, agent)
            {
                AsSent = request.Agent,
                RingTime = Seconds(request.RingSeconds) ?? Leg.DefaultRingTime,
                AutoAnswer = request.AutoAnswer ?? false,
                Shows = Shows(request.AgentSees) ?? new CallerId(null, target.Dialable),
            },
            Second = new Leg(LegRole.Target, target)
            {
                AsSent = request.Target,
                RingTime = Seconds(request.TargetRingSeconds) ?? TimeSpan.FromSeconds(60),
                Shows = Shows(request.TargetSees),
                IgnoreDnc = request.IgnoreDoNotCall ?? false,
            },
            Key = key,
        }, null);
    }

    private static (CallOrder?, Problem?) Lead(PlaceRequest request, Account account, OrderKey? key, DateTimeOffset now)
    {
        if (account.FindClickToCall(request.ClickToCall) is not { } click)
            return (null, Problems.Field("clickToCall", "The account has no click-to-call of that name.", 422));
        if (request.Agent is not null)
            return (null, Problems.Field("agent", "The click-to-call names the agent; leave it out, or leave clickToCall out."));
        if (!DestinationReader.TryReadPhone(request.Target, account.DefaultRegion, out var target, out var problem))
            return (null, Problems.Field("target", problem));
        if (OfDirectCalls(request) is { } mine)
            return (null, Problems.Field(mine, "The click-to-call says it; leave it out, or leave clickToCall out."));
        if (request.IgnoreDoNotCall == true)
            return (null, Problems.Field("ignoreDoNotCall", "A lead is not called against the list; only a direct call may be."));
        var lead = new Lead
        {
            Name = request.Lead?.Name,
            Email = request.Lead?.Email,
            Message = request.Lead?.Message,
            Page = request.Lead?.Page,
            Fields = Pairs(request.Lead?.Fields),
        };
        var (order, misconfigured) = LeadOrder.Of(account, click, CallOrder.NativeFront, target, lead, key);
        return order is null
            ? (null, Problems.Field("clickToCall", misconfigured!, 422))
            : request.NotBefore > now + click.FurthestAhead
            ? (null, Problems.Field("notBefore", $"At most {Days(click.FurthestAhead)} ahead."))
            : (order with { AskedForNow = request.AskedForNow ?? false, AskedFor = request.NotBefore > now ? request.NotBefore : null }, null);
    }

    // How the phones ring and what they show, of hunted agents too, stands with the click-to-call.
    private static string? OfDirectCalls(PlaceRequest request) => request switch
    {
        { RingSeconds: not null } => "ringSeconds",
        { TargetRingSeconds: not null } => "targetRingSeconds",
        { AutoAnswer: not null } => "autoAnswer",
        { AgentSees: not null } => "agentSees",
        { TargetSees: not null } => "targetSees",
        _ => null,
    };

    private static CallOrder WithDetails(CallOrder order, PlaceRequest request) => order with
    {
        Line = request.Line ?? order.Line,
        MaxDuration = Seconds(request.MaxDurationSeconds) ?? order.MaxDuration,
        Record = request.Record ?? order.Record,
        Language = request.Language,
        Variables = Pairs(request.Variables),
        AnswerWhen = request.Wait == "recorded" ? AnswerWhen.Recorded : AnswerWhen.Dialed,
        NotBefore = request.NotBefore,
        ExpiresAt = request.ExpiresAt ?? order.ExpiresAt,
        Patience = Patience,
    };

    private static Problem? CheckValues(PlaceRequest request, DateTimeOffset now)
    {
        if (request.RingSeconds is < 5 or > 120)
            return Problems.Field("ringSeconds", "A phone rings for 5 to 120 seconds.");
        if (request.TargetRingSeconds is < 5 or > 120)
            return Problems.Field("targetRingSeconds", "A phone rings for 5 to 120 seconds.");
        if (request.MaxDurationSeconds is < 10 or > 14400)
            return Problems.Field("maxDurationSeconds", "A call lasts 10 seconds to 4 hours.");
        if (request.Wait is not (null or "dialed" or "recorded"))
            return Problems.Field("wait", "It is 'dialed' or 'recorded'.");
        if (request.ClickToCall is null && request.NotBefore > now + FurthestAhead)
            return Problems.Field("notBefore", "At most 31 days ahead.");
        if (request.NotBefore < now - FurthestAhead)
            return Problems.Field("notBefore", "It is more than 31 days ago.");
        if (request.AskedForNow is not null && request.ClickToCall is null)
            return Problems.Field("askedForNow", "Only with a clickToCall: it is the person of a lead who asks.");
        if (request is { AskedForNow: true, NotBefore: not null })
            return Problems.Field("askedForNow", "Not together with notBefore.");
        if (request.ExpiresAt <= now || request.ExpiresAt <= request.NotBefore)
            return Problems.Field("expiresAt", "It must be in the future, and after notBefore.");
        return request.ExpiresAt > (request.NotBefore > now ? request.NotBefore : now) + FurthestAhead
            ? Problems.Field("expiresAt", "At most 31 days after the call may be placed.")
            : PlaceTexts.Problem(request);
    }

    private static string Days(TimeSpan span) =>
        span >= TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} days") : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} hours");

    private static IReadOnlyList<NameValue> Pairs(IReadOnlyDictionary<string, string?>? pairs) =>
        pairs is null ? [] : [.. pairs.Select(pair => new NameValue(pair.Key, pair.Value!))];

    private static TimeSpan? Seconds(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static CallerId? Shows(ShowsRequest? shows) => shows is null ? null : new CallerId(shows.Name, shows.Number);
}
