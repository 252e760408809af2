using Click2Call.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>
/// Walks the days' partitions, newest first. A page looks at no more than 31 days and then hands out a continuation,
/// so that a filter that matches little cannot make one request read a year.
/// </summary>
internal sealed class CallListing(ITable table, TimeProvider time)
{
    public async Task<CallPage> Page(CallQuery query, CancellationToken cancellation)
    {
        // A call from a clock that is ahead of ours is on tomorrow's page.
        var newest = query.To ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
        var oldest = query.From is { } from && from > DayWalk.Epoch ? from : DayWalk.Epoch;
        var (day, inner) = DayWalk.Position(query.Continuation) ?? (newest, null);
        List<Call> calls = [];
        for (var walked = 0; walked < DayWalk.DaysPerPage && day >= oldest; walked++)
        {
            do
            {
                var page = await table.Query(FilterOf(query, day), query.Top - calls.Count, inner, null, cancellation);
                calls.AddRange(page.Rows.Select(row => CallRow.Read(row, CallTexts.Anew).Call));
                inner = page.Continuation;
                if (calls.Count >= query.Top)
                    return new CallPage(calls, DayWalk.Next(inner is null ? day.AddDays(-1) : day, inner, oldest));
            }
            while (inner is not null);

            day = day.AddDays(-1);
        }

        return new CallPage(calls, DayWalk.Next(day, null, oldest));
    }

    private static string FilterOf(CallQuery query, DateOnly day)
    {
        List<string> terms = [Filter.RowsStarting(CallKeys.Day(query.Account, day), CallKeys.Call)];
        if (query.State is { } state)
            terms.Add(Filter.Eq("State", state.ToString()));
        if (query.ClickToCall is { } click)
            terms.Add(Filter.Eq("ClickToCall", click));
        return Filter.And([.. terms]);
    }
}
