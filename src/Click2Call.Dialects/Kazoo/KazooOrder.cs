using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Kazoo;

/// <summary>An order in the dialect's words: the click-to-call that it needs, and what is sent with each call.</summary>
internal static class KazooOrder
{
    private const int DefaultTimeout = 30;

    /// <summary>The click-to-call that rings this agent in this way. Its name tells orders apart that need different ones.</summary>
    public static JsonObject Document(CallOrder order)
    {
        var agent = order.LegOf(LegRole.Agent)!;
        var target = order.LegOf(LegRole.Target)!;
        var extension = Text(agent.Destination)!;
        var document = new JsonObject { ["auth_required"] = true, ["extension"] = extension };
        var plain = document.Count;
        if (order.First == target)
            document["dial_first"] = "contact";
        if (agent.RingTime.TotalSeconds is var seconds && (int)Math.Ceiling(seconds) != DefaultTimeout)
            document["timeout"] = (int)Math.Ceiling(seconds);
        // Without one the agent sees the contact's own number, which is what most orders want.
        if (agent.Shows?.Number is { Length: > 0 } seen && seen != target.Destination.Dialable && seen != target.AsSent)
            document["caller_id_number"] = seen;
        Put(document, "outbound_callee_id_name", target.Shows?.Name);
        Put(document, "outbound_callee_id_number", target.Shows?.Number);
        Put(document, "ringback", order.Ringback);
        Put(document, "presence_id", order.PresenceId);
        Put(document, "bypass_media", order.BypassMedia);
        Put(document, "realm", (agent.Destination as SipDestination)?.Realm ?? order.Extra.FirstOrDefault(extra => extra.Name == "realm")?.Value);
        if (order.MusicOnHold is { } music)
            document["music_on_hold"] = new JsonObject { ["media_id"] = music };
        if (order.IgnoreEarlyMedia is { } ignore)
            document["media"] = new JsonObject { ["ignore_early_media"] = ignore };
        if (order.SipHeaders.Count > 0)
            document["custom_sip_headers"] = ObjectOf(order.SipHeaders);
        var name = "click2call-" + extension;
        if (document.Count > plain)
            name += "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.ToJsonString())).AsSpan(0, 4));
        document["name"] = name;
        return document;
    }

    /// <summary>The body of <c>connect</c>.</summary>
    public static JsonObject Connect(AttemptId attempt, CallOrder order, bool blocking)
    {
        var variables = ObjectOf(order.Variables.Where(variable => KazooSchema.IsVariableName(variable.Name)));
        variables[KazooWire.AttemptVariable] = attempt.ToString();
        var data = new JsonObject
        {
            ["contact"] = Text(order.LegOf(LegRole.Target)!.Destination),
            ["custom_application_vars"] = variables,
        };
        if (blocking)
            data["blocking"] = true;
        return new JsonObject { ["data"] = data };
    }

    /// <summary>
    /// A destination as Kazoo reads it; null for one that it has no word for. Numbers go without <c>+</c>: Kazoo percent-encodes
    /// the contact before it normalises it, and <c>%2B</c> is no plus. Digits that its stock rules would take for another
    /// number (+45 32 12 34 56 looks North American) go with the prefix 011, which the same rules take away.
    /// </summary>
    public static string? Text(Destination destination) => destination switch
    {
        ExtensionDestination extension => extension.Number,
        SipDestination sip => sip.Uri,
        PhoneDestination { Number.E164: var number } => KazooContact.Normalise(number[1..]) == number ? number[1..] : "011" + number[1..],
        _ => null,
    };

    private static JsonObject ObjectOf(IEnumerable<NameValue> pairs)
    {
        var members = new JsonObject();
        foreach (var (name, value) in pairs)
            members[name] = value;
        return members;
    }

    private static void Put(JsonObject document, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            document[name] = value;
    }
}
