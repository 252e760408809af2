using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Click2Call.Calls;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Calls;

/// <summary>
/// Walks the days' partitions, newest first. A page looks at no more than 31 days and then hands out a continuation,
/// so that a filter that matches little cannot make one request read a year.
/// </summary>
internal sealed class CallListing(ITable table, TimeProvider time)
{
    private const int DaysPerPage = 31;

    // The first day that a call of ours can be on.
    private static readonly DateOnly Epoch = new(2024, 1, 1);

    public async Task<CallPage> Page(CallQuery query, CancellationToken cancellation)
    {
        // A call from a clock that is ahead of ours is on tomorrow's page.
        var newest = query.To ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
        var oldest = query.From is { } from && from > Epoch ? from : Epoch;
        var (day, inner) = Position(query.Continuation) ?? (newest, null);
        List<Call> calls = [];
        for (var walked = 0; walked < DaysPerPage && day >= oldest; walked++)
        {
            do
            {
                var page = await table.Query(FilterOf(query, day), query.Top - calls.Count, inner, null, cancellation);
                calls.AddRange(page.Rows.Select(row => CallRow.Read(row).Call));
                inner = page.Continuation;
                if (calls.Count >= query.Top)
                    return new CallPage(calls, Next(inner is null ? day.AddDays(-1) : day, inner, oldest));
            }
            while (inner is not null);

            day = day.AddDays(-1);
        }

        return new CallPage(calls, Next(day, null, oldest));
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

    private static string? Next(DateOnly day, string? inner, DateOnly oldest) => day < oldest
        ? null
        : Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{day:yyyyMMdd}|{inner}"));

    private static (DateOnly Day, string? Inner)? Position(string? continuation)
    {
        if (continuation is null)
            return null;
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(continuation)).Split('|', 2);
            if (parts.Length == 2 && DateOnly.TryParseExact(parts[0], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return (day, parts[1].Length == 0 ? null : parts[1]);
        }
        catch (FormatException)
        {
            // Said below, in words for the caller.
        }

        throw new ArgumentException("The continuation is not one that we handed out.", nameof(continuation));
    }
}
