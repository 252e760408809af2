using System.Buffers.Text;
using System.Text;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>Reads the parameters of <c>click2call</c> (PBX API Reference, Click-to-call, URL Parameters; Call Center API Reference for v2).</summary>
internal static class Tel4vnOrder
{
    /// <summary>What the extension's phone shows when nobody says otherwise.</summary>
    public const string DefaultName = "Click2Call";

    /// <summary>How long the synchronous request waits beyond the ring time: an event may come late.</summary>
    public static readonly TimeSpan BeyondRing = TimeSpan.FromSeconds(15);

    // Of all versions: what one hands on, the other's phone system may read.
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "ext", "phone", "customer_id", "agent", "mobile", "id",
        "src_cid_name", "src_cid_number", "dest_cid_name", "dest_cid_number", "auto_answer", "hotline", "is_encode", "encrypt_method",
    };

    /// <summary>Whether the dialect knows a parameter of this name, in whatever letter case.</summary>
    public static bool IsOwn(string name) => Own.Contains(name);

    /// <summary>The order, or what is wrong with the request.</summary>
    public static (CallOrder? Order, Tel4vnFault? Fault) Read(RequestFields fields, Tel4vnShape shape, Account account)
    {
        var (agentField, targetField, customerField) = shape == Tel4vnShape.V2 ? ("agent", "mobile", "id") : ("ext", "phone", "customer_id");
        if (!fields.Has(agentField, out var extension))
            return (null, Tel4vnFault.Missing(agentField));
        if (!DialText.IsAdmitted(extension))
            return (null, Tel4vnFault.Invalid(agentField, $"{agentField} is not an extension"));
        var (sent, hidden) = Target(fields, targetField);
        if (hidden is not null)
            return (null, hidden);
        if (!DestinationReader.TryRead(sent, account, out var target, out var problem) || target is SipDestination)
            return (null, Tel4vnFault.Invalid(targetField, problem ?? $"{targetField} is not a phone number"));
        if (Flag(fields, "auto_answer") is not { } autoAnswer)
            return (null, Tel4vnFault.Invalid("auto_answer", "auto_answer is true or false"));
        if (Array.Find(["src_cid_number", "dest_cid_number", "hotline"], name => fields.Has(name, out var text) && !DialText.IsAdmitted(text)) is { } wrong)
            return (null, Tel4vnFault.Invalid(wrong, $"{wrong} is not a number"));

        var (name, number) = (fields.Text("dest_cid_name"), fields.Number("dest_cid_number"));
        var order = new CallOrder
        {
            Account = account.Id,
            Front = Tel4vnDialect.DialectName,
            Intent = CallIntent.Direct,
            First = new(LegRole.Agent, new ExtensionDestination(extension))
            {
                AsSent = extension,
                Shows = new(fields.Text("src_cid_name") ?? DefaultName, fields.Number("src_cid_number") ?? extension),
                AutoAnswer = autoAnswer,
                // Who does not wait for the phone is told at once that it is not logged in (PBX API Reference, Asynchronous); who waits hears it from the phone system.
                RequireOnline = shape != Tel4vnShape.Sync,
            },
            Second = new(LegRole.Target, target) { AsSent = sent, Shows = name is null && number is null ? null : new(name, number) },
            Hotline = fields.Text("hotline"),
            Variables = fields.Has(customerField, out var customer) ? [new("customer_id", customer)] : [],
            Extra = [.. fields.All.HandedOn(IsOwn)],
        };
        return shape == Tel4vnShape.Sync
            ? (order with { AnswerWhen = AnswerWhen.FirstLegDecided, Patience = order.First.RingTime + BeyondRing }, null)
            : (order, null);
    }

    // Newer clients hide the number by Base64. With encrypt_method it is encrypted by a key of the vendor's.
    private static (string? Sent, Tel4vnFault? Fault) Target(RequestFields fields, string name)
    {
        if (fields.Number(name) is not { } sent)
            return (null, Tel4vnFault.Missing(name));
        if (fields.Has("encrypt_method", out _))
            return (null, Tel4vnFault.Invalid("encrypt_method", "Encrypted numbers can not be read here; send them plain or in Base64"));
        if (Flag(fields, "is_encode") is not { } encoded)
            return (null, Tel4vnFault.Invalid("is_encode", "is_encode is true or false"));
        if (!encoded)
            return (sent, null);
        var text = fields[name]!.Trim().Replace(' ', '+');
        return Base64.IsValid(text) && Encoding.UTF8.GetString(Convert.FromBase64String(text)) is { Length: > 0 } plain && !plain.Any(char.IsControl)
            ? (plain, null)
            : (null, Tel4vnFault.Invalid(name, $"{name} is not in Base64"));
    }

    private static bool? Flag(RequestFields fields, string name) => fields.Text(name)?.ToUpperInvariant() switch
    {
        null or "FALSE" or "0" or "NO" => false,
        "TRUE" or "1" or "YES" => true,
        _ => null,
    };
}
