using System.Globalization;
using System.Text;
using Click2Call.Calls;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Crm.WriteBack;

/// <summary>What there is to write down of an ended call, in the words of sales people.</summary>
internal sealed record Activity
{
    /// <summary>Our id of the call: what tells an activity of ours from any other.</summary>
    public required string CallId { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required CallOutcome Outcome { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required TimeSpan Talked { get; init; }

    public PhoneNumber? Phone { get; init; }

    public string? Agent { get; init; }

    public Uri? Recording { get; init; }

    public CrmRecord? Record { get; init; }

    public static Activity Of(Call call, string crm)
    {
        ArgumentNullException.ThrowIfNull(call);
        var outcome = call.Outcome ?? CallOutcome.Unknown;
        var start = call.Latest?.StartedAt ?? call.CreatedAt;
        var end = call.EndedAt ?? start;
        var answered = call.Latest is { } latest ? latest.Second.AnsweredAt ?? latest.First.AnsweredAt : null;
        var talked = outcome != CallOutcome.Answered ? TimeSpan.Zero : call.Talked ?? (answered is { } at && end > at ? end - at : TimeSpan.Zero);
        var activity = new Activity
        {
            CallId = call.Id.ToString(),
            Subject = $"Call: {Words(outcome)}",
            Text = "",
            Outcome = outcome,
            Start = start,
            End = end > start ? end : start,
            Talked = talked,
            Phone = (call.Order.LegOf(LegRole.Target)?.Destination as PhoneDestination)?.Number,
            Agent = call.Order.LegOf(LegRole.Agent)?.Destination.Dialable,
            Recording = call.Recording,
            Record = call.Records.FirstOrDefault(record => record.Source == crm),
        };
        return activity with { Text = activity.Describe(call) };
    }

    private string Describe(Call call)
    {
        var text = new StringBuilder();
        Line("Result", Words(Outcome));
        Line("Agent", Agent);
        Line("Number", Phone?.E164);
        Line("Talked", Talked > TimeSpan.Zero ? Talked.ToString(Talked.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture) : null);
        Line("Attempts", call.Latest is { Number: > 1 } latest ? latest.Number.ToString(CultureInfo.InvariantCulture) : null);
        Line("Recording", Recording?.ToString());
        Line("Page", call.Order.Lead?.Page);
        Line("Message", call.Order.Lead?.Message);
        foreach (var joined in call.JoinedLeads)
            Line("Asked again", joined.Lead.Message);
        Line("Note", call.Note);
        Line("Call", CallId);
        return text.ToString();

        void Line(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                text.Append(name).Append(": ").Append(value).Append('\n');
        }
    }

    private static string Words(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered => "answered",
        CallOutcome.AgentBusy => "our agent was busy",
        CallOutcome.AgentOffline => "our agent was not there",
        CallOutcome.AgentNoAnswer => "our agent did not answer",
        CallOutcome.AgentDeclined => "our agent declined",
        CallOutcome.AgentBlocked => "our extension is barred",
        CallOutcome.TargetBusy => "busy",
        CallOutcome.TargetNoAnswer => "no answer",
        CallOutcome.TargetRejected => "declined",
        CallOutcome.TargetUnreachable => "not reachable",
        CallOutcome.LineUnavailable or CallOutcome.LineRefused => "the phone system did not take it",
        CallOutcome.NotAllowed => "not allowed",
        CallOutcome.Throttled => "too many calls at once",
        CallOutcome.Canceled => "canceled",
        CallOutcome.Expired => "not placed in time",
        _ => "unknown; it may have rung",
    };
}
