using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Events;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>What a registered event hook is sent ("PBX API Reference", Event, Event Hook Data).</summary>
public static class Tel4vnHook
{
    /// <summary>The events that can be registered. The document has two more, <c>missed</c> and <c>cdr_autocall</c>, of calls that we do not have.</summary>
    public static IReadOnlyList<string> Words { get; } = ["ringing", "answered", "hangup", "cdr"];

    /// <summary>Our events behind the document's word; null for a word that is not in <see cref="Words"/>.</summary>
    public static IReadOnlyList<CallEventType>? EventsOf(string? word) => word switch
    {
        "ringing" => [CallEventType.Ringing],
        "answered" => [CallEventType.Connected],
        "hangup" => [CallEventType.Ended],

        // The record of the call can become known after its end: then it is sent once more.
        "cdr" => [CallEventType.Ended, CallEventType.Updated],
        _ => null,
    };

    /// <summary>The hook's data; null where the document has no such event.</summary>
    /// <param name="word">The word that was registered.</param>
    /// <param name="call">The call.</param>
    /// <param name="told">What happened.</param>
    public static string? Body(string? word, Call call, ToldEvent told)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(told);

        // "When a call is begun": once, when the first phone rings.
        if (EventsOf(word)?.Contains(told.Type) != true || told.Leg == LegPosition.Second)
            return null;
        var ended = told.Type is CallEventType.Ended or CallEventType.Updated;
        return System.Text.Encoding.UTF8.GetString(JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("call_id", call.Id.ToString());
            json.WriteString("sip_call_id", call.Latest?.ProviderCallId ?? call.Id.ToString());
            json.WriteString("domain", call.Account);
            json.WriteString("direction", "outbound");
            json.WriteString("from_number", NumberOf(call.Order.LegOf(LegRole.Agent)));
            json.WriteString("to_number", NumberOf(call.Order.LegOf(LegRole.Target)));
            json.WriteString("hotline", call.Order.Hotline ?? "");
            json.WriteString("state", word);
            if (ended)
            {
                json.WriteNumber("duration", Seconds(call.EndedAt - (call.Latest?.StartedAt ?? call.CreatedAt)));
                json.WriteNumber("billsec", Seconds(Talked(call)));
            }

            if (word == "cdr")
            {
                json.WriteString("status", StatusOf(call.Outcome));
                json.WriteString("recording_url", call.Recording?.ToString() ?? "");
            }

            json.WriteEndObject();
        }).Span);
    }

    private static string NumberOf(Leg? leg) => leg?.Destination switch
    {
        PhoneDestination phone => phone.Number.E164,
        { } other => other.Dialable,
        null => "",
    };

    private static TimeSpan? Talked(Call call) => call.Outcome != CallOutcome.Answered
        ? TimeSpan.Zero
        : call.Talked ?? (call.EndedAt - (call.Latest?.Second.AnsweredAt ?? call.Latest?.First.AnsweredAt));

    private static long Seconds(TimeSpan? span) => span is { } length && length > TimeSpan.Zero ? (long)Math.Round(length.TotalSeconds) : 0;

    // The words of call detail records ("Call Center API Reference", CDR).
    private static string StatusOf(CallOutcome? outcome) => outcome switch
    {
        CallOutcome.Answered => "answered",
        CallOutcome.TargetBusy or CallOutcome.TargetRejected => "busy",
        CallOutcome.TargetNoAnswer => "no-answered",
        CallOutcome.TargetUnreachable => "not-available",
        CallOutcome.Canceled => "cancel",
        _ => "invalid",
    };
}
