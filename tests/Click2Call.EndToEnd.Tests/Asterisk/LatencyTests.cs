using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Click2Call.Functions.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;
using Click2Call.Testing.Asterisk;

namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>
/// From the form's post to the INVITE at the agent's phone, beside its floor measured in the same run: what the three writes
/// before a dial take by themselves, and what Asterisk takes from a bare originate to the INVITE. <c>bash bench/asterisk.sh latency</c>.
/// </summary>
[Collection(QuietCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class LatencyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Keeps the path from becoming slow unnoticed; the figures are the bench's. A machine on which the floor alone takes most of
    /// the half second is measured by that.
    /// </summary>
    [Fact]
    public async Task A_form_rings_the_agent_within_half_a_second()
    {
        var (form, writes, originate) = await Measure(20);
        var floor = Median([.. writes.Zip(originate, (one, other) => one + other)]);
        Assert.InRange(Median(form), 0, Math.Max(500, 4 * floor));
    }

    [Trait("Category", "Bench")]
    [Fact(Explicit = true)]
    public async Task Measured()
    {
        var (form, writes, originate) = await Measure(int.Parse(Environment.GetEnvironmentVariable("COUNT") ?? "300", CultureInfo.InvariantCulture));
        var text = new StringBuilder("\n");
        Line(text, "form post -> INVITE at the agent's phone", form);
        Line(text, "floor: reservation, alarm, commit alone", writes);
        Line(text, "floor: bare ARI originate -> INVITE", originate);
        Line(text, "floor: both", [.. writes.Zip(originate, (one, other) => one + other)]);
        await Console.Out.WriteLineAsync(text.ToString());
        await File.WriteAllTextAsync(Environment.GetEnvironmentVariable("RESULT") ?? Path.GetTempFileName(), text.ToString(), Cancel);
    }

    private static double Median(List<double> measured) => measured.Order().ElementAt(measured.Count / 2);

    private static void Line(StringBuilder text, string what, List<double> measured)
    {
        List<double> ms = [.. measured.Order()];
        text.AppendLine(CultureInfo.InvariantCulture, $"{what,-42} median {ms[ms.Count / 2],6:F1} ms   p99 {ms[Math.Min(ms.Count - 1, ms.Count * 99 / 100)],6:F1} ms   n={ms.Count}");
    }

    // One after the other and interleaved, so that all three meet the same machine.
    private static async Task<(List<double> Form, List<double> Writes, List<double> Originate)> Measure(int count)
    {
        await using var pbx = new Pbx { KeepsData = true };
        await pbx.InitializeAsync();
        pbx.Need();
        var storage = StorageAccount.FromSettings(_ => pbx.Storage.ConnectionString, TimeProvider.System);
        List<double> form = [], writes = [], originate = [];
        const int WarmUp = 10;
        for (var i = 0; i < count + WarmUp; i++)
        {
            var one = await Form(pbx, i);
            var two = await Writes(storage, i);
            var three = await Originate(pbx, i);
            if (i < WarmUp)
                continue;
            form.Add(one);
            writes.Add(two);
            originate.Add(three);
        }

        return (form, writes, originate);
    }

    private static async Task<double> Form(Pbx pbx, int i)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"+97254{5000 + i}486");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "Visitor", ["phone"] = number, ["_nonce"] = "n" + number });
        var before = pbx.Asterisk.Phones.Rung().Count;
        var sent = TimeProvider.System.GetUtcNow();
        using var answer = await pbx.Client.PostAsync(new Uri(pbx.App.Address, $"leads/{Pbx.Account}.form"), form, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.StatusCode);
        var rang = await Rang(pbx, before, "101");

        // The customer is busy, so that the call is soon over and does not disturb the next.
        await Rang(pbx, before, number);
        return (rang - sent).TotalMilliseconds;
    }

    // As the desk does: two rows that reserve the intent, the alarm, two rows that are the call.
    private static async Task<double> Writes(StorageAccount storage, int i)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Rows("Intents", "floor");
        await storage.Queue(CallServices.Queues[0]).Put(new string('x', 150), TimeSpan.FromHours(1), null, Cancel);
        await Rows("Calls", "floor:20261120");
        return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;

        async Task Rows(string table, string partition)
        {
            TableRow Row(string key) => new(partition, key + i.ToString(CultureInfo.InvariantCulture)) { ["Call"] = new string('x', 700) };
            await storage.Table(table).Submit([TableOperation.Insert(Row("a")), TableOperation.Insert(Row("b"))], Cancel);
        }
    }

    private static async Task<double> Originate(Pbx pbx, int i)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(pbx.Asterisk.Address, $"ari/channels/floor-{i.ToString(CultureInfo.InvariantCulture)}"))
        {
            Content = new StringContent("""{"endpoint":"PJSIP/1486","context":"from-phones","extension":"s","priority":1,"timeout":5}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AsteriskServer.User}:{AsteriskServer.Password}")));
        var before = pbx.Asterisk.Phones.Rung().Count;
        var sent = TimeProvider.System.GetUtcNow();
        using var answer = await pbx.Client.SendAsync(request, Cancel);
        return (await Rang(pbx, before, "1486") - sent).TotalMilliseconds;
    }

    private static async Task<DateTimeOffset> Rang(Pbx pbx, int before, string number) => (await Patience.Until<object>(
        () => Task.FromResult<object?>(pbx.Asterisk.Phones.Rung().Skip(before).Where(ring => ring.Number == number).Select(ring => (object?)ring.At).FirstOrDefault()),
        TimeSpan.FromSeconds(60),
        $"{number} rang")) is DateTimeOffset at ? at : default;
}
