using System.Globalization;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Dialects.Kazoo;

/// <summary>Tells what became of a click-to-call's calls, newest first.</summary>
internal sealed class KazooHistory(ICallDesk desk, TimeProvider clock)
{
    // 31 days and an hour, as Kazoo counts its largest range.
    private static readonly TimeSpan LongestRange = TimeSpan.FromSeconds(2_682_000);

    // What a request without pages, or from the oldest on, reads at most.
    private const int MostCalls = 5_000;

    /// <summary>One entry.</summary>
    /// <param name="clickToCall">The click-to-call's id.</param>
    /// <param name="call">The call's id, where the history has it.</param>
    /// <param name="contact">The number in E.164, or what else was called.</param>
    /// <param name="timestamp">In Gregorian seconds.</param>
    /// <param name="failedAs">Why it failed; null: it did not.</param>
    /// <param name="providerCallId">The phone system's own id.</param>
    public static JsonObject Item(string clickToCall, CallId? call, string contact, long timestamp, CallOutcome? failedAs, string? providerCallId)
    {
        var item = new JsonObject();
        if (call is { } id)
        {
            var callId = KazooCallId.Of(clickToCall, id);
            item["call_id"] = callId;
            item["cdr_id"] = string.Create(CultureInfo.InvariantCulture, $"{id.CreatedAt.UtcDateTime:yyyyMM}-{providerCallId ?? callId}");
        }

        if (failedAs is { } outcome)
        {
            var row = KazooErrors.Of(outcome);
            item["cause"] = row.Cause;
            item["contact"] = contact;
            if (call is { } failed)
                item["id"] = failed.ToHex();
            if (row.Leg is not null)
                item["leg"] = row.Leg;
            item["result"] = "error";
        }
        else
        {
            item["contact"] = contact;
            if (call is { } made)
                item["id"] = made.ToHex();
            item["result"] = "success";
        }

        item["timestamp"] = timestamp;
        return item;
    }

    public async Task<KazooReply> Answer(KazooRequest request, Account account, ClickToCall click, CancellationToken gone)
    {
        if (KazooDocuments.PageSize(request, out var size) is { } wrong)
            return wrong;
        if (Range(request, out var from, out var to) is { } refused)
            return refused;
        var query = new CallQuery(account.Id)
        {
            ClickToCall = click.Id,
            From = DateOnly.FromDateTime(from.UtcDateTime),
            To = DateOnly.FromDateTime(to.UtcDateTime),
        };
        var start = request.Query.Text("start_key");
        try
        {
            if (request.Flag("paginate") == false || request.Flag("ascending") == true)
                return await Whole(request, query, from, to, start, size, gone);
            var page = await desk.List(query with { Top = size, Continuation = start }, gone);
            var rows = Rows(page.Calls, from, to).ToList();
            return KazooReply.Ok(Data(rows)) with { Page = (rows.Count, start, page.Continuation) };
        }
        catch (ArgumentException)
        {
            return KazooReply.Invalid("start_key", "invalid", "The start_key is not one of a page before", start);
        }
    }

    private async Task<KazooReply> Whole(
        KazooRequest request, CallQuery query, DateTimeOffset from, DateTimeOffset to, string? start, int size, CancellationToken gone)
    {
        List<Call> calls = [];
        string? continuation = null;
        do
        {
            var page = await desk.List(query with { Top = KazooDocuments.LargestPage, Continuation = continuation }, gone);
            calls.AddRange(Rows(page.Calls, from, to));
            continuation = page.Continuation;
        }
        while (continuation is not null && calls.Count < MostCalls);

        if (continuation is not null)
            return KazooReply.Invalid("created_from", "date_range", $"More than {MostCalls} calls are in this range; choose a shorter one or read it page by page");
        if (request.Flag("ascending") == true)
            calls.Reverse();
        if (request.Flag("paginate") == false)
            return KazooReply.Ok(Data(calls));
        var at = start is null ? 0 : calls.FindIndex(call => call.Id.ToHex() == start);
        if (at < 0)
            return KazooReply.Invalid("start_key", "invalid", "The start_key is not one of a page before", start);
        var rows = calls.GetRange(at, Math.Min(size, calls.Count - at));
        var next = at + rows.Count < calls.Count ? calls[at + rows.Count].Id.ToHex() : null;
        return KazooReply.Ok(Data(rows)) with { Page = (rows.Count, start, next) };
    }

    private KazooReply? Range(KazooRequest request, out DateTimeOffset from, out DateTimeOffset to)
    {
        // A call from a clock that is ahead of ours belongs to now.
        var now = clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        var (first, last) = (request.Query.Text("created_from"), request.Query.Text("created_to"));
        (from, to) = (default, now);
        if (last is not null && !TryTime(last, out to))
            return KazooReply.Invalid("created_to", "date_range", "created_to is a time in Gregorian seconds", last);
        from = to - LongestRange;
        if (first is not null && !TryTime(first, out from))
            return KazooReply.Invalid("created_from", "date_range", "created_from is a time in Gregorian seconds", first);
        if (last is null && first is not null)
            to = from + LongestRange < now ? from + LongestRange : now;
        if (to < from)
            return KazooReply.Invalid("created_to", "date_range", "created_to is prior to created_from", last ?? first);
        return to - from > LongestRange
            ? KazooReply.Invalid("created_to", "date_range", "created_to is more than 2682000 seconds from created_from", last)
            : null;
    }

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        time = default;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || KazooTime.Read(seconds) is not { } read)
            return false;
        time = read;
        return true;
    }

    private static IEnumerable<Call> Rows(IEnumerable<Call> calls, DateTimeOffset from, DateTimeOffset to) =>
        calls.Where(call => call.CreatedAt >= from && call.CreatedAt < to + TimeSpan.FromSeconds(1));

    private static JsonArray Data(IEnumerable<Call> calls) => new([.. calls.Select(Entry)]);

    private static JsonObject Entry(Call call)
    {
        var contact = call.Order.LegOf(LegRole.Target)?.Destination.Dialable ?? "";
        var failed = call.Outcome is { } outcome && outcome != CallOutcome.Answered ? call.Outcome : null;
        var item = Item(call.Order.ClickToCall ?? "", call.Id, contact, KazooTime.Of(call.CreatedAt), failed, call.Latest?.ProviderCallId);
        // Nothing was dialled, so there is no record of it.
        if (call.Latest is null)
            item.Remove("cdr_id");
        // Kazoo writes an entry once the first phone was answered or not; until then there is no result.
        if (call.State != CallState.Ended && call.Latest is not ({ First.AnsweredAt: not null } or { Second.AnsweredAt: not null }))
            item.Remove("result");
        return item;
    }
}
