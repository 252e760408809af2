using System.Net;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Numbers;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Kazoo;

/// <summary>Starts the call of a click-to-call.</summary>
internal sealed class KazooConnect(ICallDesk desk, TimeProvider clock, KazooAccepting settings)
{
    /// <summary>How long a blocking request waits for the first phone once the phone system has the order (Kazoo cb_clicktocall).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Kazoo copies the whole query into the call's variables. What opens doors must not travel with a call.
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase)
    {
        "auth_token", "x-auth-token", "token", "access_token", "api_key", "apikey", "authorization", "credentials", "password",
    };

    /// <summary>Whom the click-to-call rings: an extension of the account, another one, a number or a SIP address.</summary>
    public static Destination? Agent(ClickToCall click, JsonObject document, Account account)
    {
        if (account.FindExtension(click.Extension) is { } extension)
            return new ExtensionDestination(extension.Number, extension.Display);
        if (account.FindGroup(click.Extension) is { } group)
            return new GroupDestination(group.Id);
        var realm = KazooDocument.Text(document, "realm");
        return KazooContact.Detect(click.Extension, account.DefaultRegion) switch
        {
            SipDestination sip when DialText.IsAdmitted(realm) => new SipDestination(sip.Uri, realm),
            var destination => destination,
        };
    }

    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="account">The account.</param>
    /// <param name="click">The click-to-call.</param>
    /// <param name="from">The client's address, where no key is needed and the address is known.</param>
    /// <param name="stranger">Whether the client showed no key of the account: then it is not told who is rung.</param>
    public async Task<KazooReply> Answer(KazooRequest request, Account account, ClickToCall click, IPAddress? from, bool stranger)
    {
        if (request.Text("contact") is not { } contact)
        {
            return KazooReply.Invalid(
                "contact", "required", "The contact extension for this click to call has not been set");
        }

        if (Whom(contact, account, click) is not { } target)
            return KazooReply.Invalid("contact", "invalid", "Neither a SIP URI, a DID nor an internal extension", contact);
        var document = KazooDocument.Of(click);
        if (Agent(click, document, account) is not { } agent)
            return KazooReply.Invalid("extension", "invalid", "Neither a SIP URI, a DID nor an internal extension", stranger ? null : click.Extension);
        if (request.Data is { } data && KazooSchema.CheckVariables(data) is { } problems)
            return KazooReply.Invalid(problems);

        var blocking = request.Flag("blocking") == true;
        var order = Order(request, account, click, document, agent, target, contact) with
        {
            AskedFrom = from?.ToString(),
            AnswerWhen = blocking ? AnswerWhen.FirstLegDecided : AnswerWhen.Dialed,
            Patience = blocking ? Patience : TimeSpan.FromSeconds(5),
        };
        var result = await desk.Place(order);
        return (blocking ? Verdict.Of(result) : Verdict.OfDial(result)) switch
        {
            Verdict.Yes yes => blocking
                ? KazooReply.Ok(Item(click, yes.Answer, target))
                : Started(request, order with { Variables = yes.Answer.Call.Order.Variables }, click, account, document, yes.Answer.Id, stranger),
            Verdict.No no => No(request, click, no, contact, target, blocking, stranger),
            Verdict.Later { SameIsUnderWay: true } later => KazooReply.Busy(later.RetryAfter),
            Verdict.Later later => KazooReply.Unavailable(later.RetryAfter),
            _ => KazooReply.Busy(TimeSpan.FromSeconds(1)),
        };
    }

    private static Destination? Whom(string contact, Account account, ClickToCall click)
    {
        // What a client encoded twice, as Kazoo itself does before it normalises.
        if (contact.StartsWith("%2B", StringComparison.OrdinalIgnoreCase))
            contact = "+" + contact[3..];
        // A stranger is not told which digits are an extension's: there they are a number, or nothing that can be called.
        return click.AuthRequired && account.FindExtension(contact) is { } extension
            ? new ExtensionDestination(extension.Number, extension.Display)
            : KazooContact.Detect(contact, account.DefaultRegion);
    }

    private static CallOrder Order(
        KazooRequest request, Account account, ClickToCall click, JsonObject document, Destination agent, Destination target, string contact)
    {
        var autoAnswer = AutoAnswer(request, click);
        var agentLeg = new Leg(LegRole.Agent, agent)
        {
            AsSent = click.Extension,
            RingTime = click.RingTime,
            Shows = new CallerId(click.Name, click.AgentSeesNumber ?? target.Dialable),
        };
        var targetLeg = new Leg(LegRole.Target, target) { AsSent = contact, RingTime = click.TargetRingTime, Shows = click.TargetSees };
        var (first, second) = click.DialTargetFirst ? (targetLeg, agentLeg) : (agentLeg, targetLeg);
        var (variables, incidental) = Variables(request, document);
        List<NameValue> extra = [];
        if (autoAnswer is { } told)
            extra.Add(new NameValue("auto_answer", told ? "true" : "false"));
        if (agent is not SipDestination && KazooDocument.Text(document, "realm") is { } realm)
            extra.Add(new NameValue("realm", realm));
        return new CallOrder
        {
            Account = account.Id,
            ClickToCall = click.Id,
            Front = KazooDialect.DialectName,
            Intent = CallIntent.Direct,
            First = first with { AutoAnswer = autoAnswer == true },
            Second = second,
            Line = click.Line,
            MaxDuration = click.MaxDuration,
            Record = click.Record,
            Variables = variables,
            Incidental = incidental,
            SipHeaders = [.. KazooDocument.Pairs(document["custom_sip_headers"])],
            Ringback = KazooDocument.Text(document, "ringback"),
            MusicOnHold = document["music_on_hold"] is JsonObject music ? KazooDocument.Text(music, "media_id") : null,
            BypassMedia = KazooDocument.Text(document, "bypass_media"),
            IgnoreEarlyMedia = document["media"] is JsonObject media && media["ignore_early_media"] is { } ignore ? ignore.GetValue<bool>() : null,
            PresenceId = KazooDocument.Text(document, "presence_id"),
            Extra = extra,
            WhenUncertain = click.WhenUncertain,
        };
    }

    // Whoever has no key does not make somebody's phone go off the hook by itself.
    private static bool? AutoAnswer(KazooRequest request, ClickToCall click) => click.AuthRequired ? request.Flag("auto_answer") : null;

    // The click-to-call's, then the query's, then those of the request's data: the later wins. Nobody meant those that
    // only the query has: pages add _ga and utm_source to every address.
    private static (List<NameValue> Variables, List<string> Incidental) Variables(KazooRequest request, JsonObject document)
    {
        var variables = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var meant = KazooDocument.Pairs(document["custom_application_vars"]).ToList();
        var given = KazooDocument.Pairs(request.Data?["custom_application_vars"]).ToList();
        foreach (var (name, value) in meant.Concat(request.Query.All).Concat(given))
        {
            if (!Secret.Contains(name) && KazooSchema.IsVariableName(name) && !value.Any(char.IsControl))
                variables[name] = value;
        }

        return (
            [.. variables.Select(variable => new NameValue(variable.Key, variable.Value))],
            [.. variables.Keys.Except(meant.Concat(given).Select(variable => variable.Name))]);
    }

    private KazooReply No(KazooRequest request, ClickToCall click, Verdict.No no, string contact, Destination target, bool blocking, bool stranger)
    {
        switch (no.Reason)
        {
            case RefusalReason.Whitelist:
                return new(StatusCodes.Status400BadRequest, JsonValue.Create(target.Dialable), KazooErrors.WhitelistMiss);
            case RefusalReason.UnknownExtension when no.Leg is { } leg && leg == LegPosition.First == !click.DialTargetFirst:
                return KazooReply.Invalid("extension", "invalid", no.Detail ?? "", stranger ? null : click.Extension);
            case RefusalReason.UnknownExtension:
                return KazooReply.Invalid("contact", "invalid", no.Detail ?? "", contact);
            case RefusalReason.Region or RefusalReason.NumberType or RefusalReason.DestinationKind or RefusalReason.SamePhone:
            case RefusalReason.Blocked when no.Outcome != CallOutcome.AgentBlocked:
                return KazooReply.Invalid("contact", "forbidden", click.AuthRequired || no.Reason != RefusalReason.Blocked ? no.Detail ?? "" : RefusalWords.CannotBeCalled, contact);
        }

        // What the phone system tried and gave up is an answer to who waited for it, and an error to who did not.
        return blocking && no.Reason is (null or RefusalReason.Line)
            ? KazooReply.Ok(Item(click, no, target))
            : KazooReply.Failed(request.Route, no.Outcome, no.Reason, no.Call);
    }

    private static JsonObject Item(ClickToCall click, CallAnswer answer, Destination target) =>
        KazooHistory.Item(click.Id, answer.Id, target.Dialable, KazooTime.Of(answer.Call.CreatedAt), failedAs: null, answer.ProviderCallId);

    private JsonObject Item(ClickToCall click, Verdict.No no, Destination target) => KazooHistory.Item(
        click.Id, no.Call, target.Dialable, KazooTime.Of(no.Call?.CreatedAt ?? clock.GetUtcNow()), no.Outcome, providerCallId: null);

    // What Kazoo hands to its originate; clients read the route and the call's id out of it. To a stranger the click-to-call
    // stands for whom it rings, as it does in its address: what is neither in the request nor shown to every contact is not told.
    private KazooReply Started(
        KazooRequest request, CallOrder order, ClickToCall click, Account account, JsonObject document, CallId call, bool stranger)
    {
        var realm = (stranger ? null : KazooDocument.Text(document, "realm")) ?? account.Id;
        var (from, route) = (Phone(order.First), Phone(order.Second!));
        var contact = order.LegOf(LegRole.Target)!.Destination.Dialable;
        var extension = stranger ? click.Id : click.Extension;
        var data = new JsonObject
        {
            ["application_data"] = new JsonObject { ["route"] = route },
            ["application_name"] = "transfer",
            ["continue_on_fail"] = true,
            ["custom_application_vars"] = ObjectOf(stranger ? [] : order.Variables),
            ["custom_channel_vars"] = new JsonObject
            {
                ["account_id"] = account.Id,
                ["authorizing_id"] = click.Id,
                ["authorizing_type"] = "clicktocall",
                ["auto_answer_loopback"] = AutoAnswer(request, click) ?? true,
                ["from_uri"] = At(from, realm),
                ["inherit_codec"] = false,
                ["loopback_request_uri"] = At(route, realm),
                ["request_uri"] = At(route, realm),
                ["retain_cid"] = true,
            },
            ["dial_endpoint_method"] = "single",
            ["endpoints"] = new JsonArray(new JsonObject
            {
                ["invite_format"] = "loopback", ["route"] = from, ["to_did"] = from, ["to_realm"] = realm,
            }),
            ["ignore_early_media"] = order.IgnoreEarlyMedia ?? true,
            ["loopback_bowout"] = "false",
            ["outbound_call_id"] = KazooCallId.Of(click.Id, call),
            ["outbound_callee_id_name"] = click.TargetSees?.Name ?? extension,
            ["outbound_callee_id_number"] = click.TargetSees?.Number ?? extension,
            ["outbound_caller_id_name"] = stranger ? click.Id : click.Name,
            ["outbound_caller_id_number"] = (stranger ? null : click.AgentSeesNumber) ?? contact,
            ["simplify_loopback"] = "false",
            ["start_control_process"] = "false",
            ["timeout"] = (int)click.RingTime.TotalSeconds,
        };
        return new(request.Route.V1 ? settings.ConnectStatusOnV1 : StatusCodes.Status202Accepted, data);

        string Phone(Leg leg) => stranger && leg.Role == LegRole.Agent ? click.Id : leg.Destination.Dialable;
    }

    private static string At(string user, string realm) => user.Contains('@', StringComparison.Ordinal) ? user : $"{user}@{realm}";

    private static JsonObject ObjectOf(IEnumerable<NameValue> pairs)
    {
        var members = new JsonObject();
        foreach (var (name, value) in pairs)
            members[name] = value;
        return members;
    }
}
