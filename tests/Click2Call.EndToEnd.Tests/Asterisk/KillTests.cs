using System.Globalization;
using System.Net.Sockets;
using Click2Call.Calls;
using Click2Call.Lines;
using Click2Call.Orders;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>
/// The storage emulator, Asterisk and the app are killed in turn while visitors send forms at a steady rate. Every form that
/// was taken is called, and nobody talks twice: by Asterisk's own records and by what the phones saw.
/// </summary>
[Trait("Needs", "Asterisk")]
public sealed class KillTests
{
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(15);
    private static readonly DateTimeOffset Began = TimeProvider.System.GetUtcNow();

    // A call that dies with Asterisk is settled by its alarm: the time-out, both ring times, the clocks' grace, and the retry;
    // four minutes on two cores. Whoever is open after all this time is lost.
    private static readonly TimeSpan ToTheEnd = TimeSpan.FromMinutes(8);

    [Fact]
    public Task Forms_survive_everything_being_killed_in_turn() => Run(100, 5);

    /// <summary>The whole measure: <c>bash bench/asterisk.sh kill</c>.</summary>
    [Trait("Category", "Bench")]
    [Fact(Explicit = true)]
    public Task Three_hundred_forms_at_ten_a_second() => Run(300, 10);

    private static async Task Run(int count, int perSecond)
    {
        await using var pbx = new Pbx
        {
            KeepsData = true,
            Retry = new RetrySchedule { NoAgent = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)], NoTarget = [TimeSpan.FromSeconds(10)] },
        };
        await pbx.InitializeAsync();
        pbx.Need();

        var length = TimeSpan.FromSeconds((double)count / perSecond);
        var started = TimeProvider.System.GetTimestamp();
        var visitors = Enumerable.Range(0, count).Select(i => Visit(pbx, NumberOf(i), started, TimeSpan.FromSeconds((double)i / perSecond))).ToList();

        // The emulator forgets on SIGKILL what it took in its last seconds, which real storage does not. Calls of those seconds
        // were dialled, so that Asterisk's records have them; leads that wait for their line would be gone: so it goes first.
        await Until(started, length * 0.25);
        await pbx.Storage.Kill();
        await pbx.Storage.Restart();

        await Until(started, length * 0.5);
        var dying = TimeProvider.System.GetUtcNow();
        await pbx.Asterisk.Kill();
        var dead = TimeProvider.System.GetUtcNow();
        await Until(started, (length * 0.5) + TimeSpan.FromSeconds(1));
        await pbx.Asterisk.Restart();
        var death = new Death(dying, dead, TimeProvider.System.GetUtcNow());

        await Until(started, length * 0.75);
        await pbx.App.Kill();
        await pbx.App.Restart();

        await Task.WhenAll(visitors);
        var lost = await Settle(pbx, count, death);
        TestContext.Current.SendDiagnosticMessage($"{count} forms at {perSecond} a second, all taken; {lost} calls were up when Asterisk died, which wrote no record of them.");
    }

    // Every number has a record of one talk; a talk that died with Asterisk has none, but the history and the phone know it.
    private static async Task<int> Settle(Pbx pbx, int count, Death death)
    {
        var numbers = Enumerable.Range(0, count).Select(NumberOf).ToHashSet();
        HashSet<string> open = [];
        ILookup<string, Call>? history = null;
        try
        {
            await Patience.Until<object>(
                async () =>
                {
                    var talked = Talked(pbx);
                    history = (await History(pbx)).ToLookup(call => call.Order.LegOf(LegRole.Target)!.Destination.Dialable);
                    open = [.. numbers.Where(number => !talked.ContainsKey(number) && !history[number].Any(call => death.Took(call)))];
                    return open.Count == 0 ? open : null;
                },
                ToTheEnd,
                "Every form was called");
        }
        catch (TimeoutException late)
        {
            var left = open.Select(number => $"{number}: rang {string.Join(", ", pbx.Asterisk.Phones.Rung().Where(ring => ring.Number == number).Select(ring => ring.At))}; {string.Join("; ", (history?[number] ?? []).Select(call => $"{call.State} {call.Outcome} {call.Note} {string.Join(" / ", call.Attempts)}"))}");
            throw new TimeoutException($"{late.Message} Asterisk was killed between {death.Began:O} and {death.Over:O}.\n{string.Join('\n', left)}", late);
        }

        // Whoever is to be called again will have been by then.
        await Task.Delay(Talk, TimeProvider.System);
        history = (await Patience.Until(async () => await History(pbx), TimeSpan.FromMinutes(2), "The history was read")).ToLookup(call => call.Order.LegOf(LegRole.Target)!.Destination.Dialable);
        Assert.All(Talked(pbx), each => Assert.Equal(1, each.Value));
        var cut = numbers.Except(Talked(pbx).Keys).ToHashSet();
        foreach (var group in pbx.Asterisk.Phones.Rung().Where(ring => numbers.Contains(ring.Number)).GroupBy(ring => ring.Number))
        {
            // A phone rings a second time only when the first time was cut off by the crash, or was in vain: on a machine that stood
            // still for as long as it rings, the schedule rightly has it rung again, and the history says so.
            var rings = group.OrderBy(ring => ring.At).ToList();
            var attempts = history[group.Key].SelectMany(call => call.Attempts).ToList();
            var dialled = attempts.Count(attempt => attempt.Second.Seen);
            var inVain = attempts.Count(attempt => attempt.Second is { Seen: true, AnsweredAt: null });
            Assert.True(
                rings.Count == 1 || rings.Count <= Math.Min(dialled, inVain + 1) || (rings.Count == 2 && death.CutOff(rings[0].At) && !cut.Contains(group.Key)),
                $"{group.Key} rang {rings.Count} times: {string.Join(" / ", attempts)}");
        }

        return cut.Count;
    }

    private static Dictionary<string, int> Talked(Pbx pbx) => pbx.Asterisk.Cdr()
        .Where(record => record is { Context: "click2call-target", Disposition: "ANSWERED" } && record.Dialled.StartsWith("PJSIP/carrier", StringComparison.Ordinal))
        .GroupBy(record => record.Attempt)
        .Select(attempt => attempt.First())
        .GroupBy(record => record.Number)
        .ToDictionary(group => group.Key, group => group.Count());

    private static async Task<List<Call>> History(Pbx pbx)
    {
        List<Call> calls = [];
        string? continuation = null;
        do
        {
            var page = await pbx.Log.List(new CallQuery(Pbx.Account) { Top = 200, Continuation = continuation }, CancellationToken.None);
            calls.AddRange(page.Calls);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return calls;
    }

    // A person: sends the form, and sends it again until it is taken.
    private static async Task Visit(Pbx pbx, string number, long started, TimeSpan at)
    {
        await Until(started, at);
        await Patience.Until<object>(
            async () =>
            {
                try
                {
                    using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "Visitor", ["phone"] = number, ["_nonce"] = "visit-" + number });
                    using var answer = await pbx.Client.PostAsync(new Uri(pbx.App.Address, $"leads/{Pbx.Account}.form"), form);
                    if (answer.StatusCode == System.Net.HttpStatusCode.SeeOther)
                        return number;
                }
                catch (Exception problem) when (problem is HttpRequestException or SocketException)
                {
                }

                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
                return null;
            },
            TimeSpan.FromMinutes(3),
            "The form was taken");
    }

    private static async Task Until(long started, TimeSpan at)
    {
        var left = at - TimeProvider.System.GetElapsedTime(started);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, TimeProvider.System);
    }

    // Phones of these numbers answer, and hang up a second later. They are where it is day, whenever the test runs: what is tried
    // again after a crash waits for the morning otherwise.
    private static string NumberOf(int i)
    {
        var country = Began.Hour switch
        {
            >= 6 and < 17 => "+97254",
            >= 17 => "+1212",
            _ => "+81901",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{country}{6000 + i}199");
    }

    /// <summary>When Asterisk was killed: it took orders until some moment between the first two, and again from the third at the latest.</summary>
    private sealed record Death(DateTimeOffset Began, DateTimeOffset Over, DateTimeOffset Back)
    {
        // What Asterisk has not saved yet, which it does once a second.
        private static readonly TimeSpan Unsaved = TimeSpan.FromSeconds(6);

        // What it said last is heard, and written down with its time, a moment after it is dead.
        private static readonly TimeSpan Heard = TimeSpan.FromSeconds(5);

        // An Asterisk says that it is back before the app has met it again.
        private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(10);

        /// <summary>Whether a talk that was up at this time has no record of its own.</summary>
        public bool CutOff(DateTimeOffset at) => at < Over + Heard && at > Began - Talk;

        /// <summary>
        /// Whether the call's record died: its talk was cut off, or its order was on the way just then. Of that nobody can tell
        /// whether it rang, and it is left to a person. An order is under way from its claim until its connection breaks. An app that
        /// was killed before it had written down what became of an order leaves it to Asterisk's book, which proves nothing of a call
        /// that is older than this Asterisk: on a slow machine that is a call of the moments at which Asterisk was away. And an Asterisk
        /// that starts takes connections before it has anything to say: the order of a call that was there by then may wait in vain.
        /// </summary>
        public bool Took(Call call) =>
            (call.Latest is { Second.AnsweredAt: { } at } && CutOff(at))
            || (call is { Outcome: CallOutcome.Unknown, Latest: { Dial: DialResult.Uncertain, StartedAt: var claimed, DialedAt: { } broke } } && (claimed <= Over + Heard || call.Id.CreatedAt <= Back) && broke > Began - Unsaved)
            || (call is { Outcome: CallOutcome.Unknown, Latest.Dial: null } && call.Id.CreatedAt <= Back + Noticed);
    }
}
