using System.Text;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Tests.Tel4vn;

/// <summary>The readers of the dialect answer whatever is sent to them, and never throw. The seed is fixed.</summary>
public sealed class Tel4vnMutatedInputTests
{
    private static readonly string[] Seeds =
    [
        """{"call_id":"7","sip_call_id":"8","direction":"outbound","state":"cdr","duration":10,"billsec":5,"status":"answered","cause":"USER_BUSY","recording_url":"https://r.example/7","x":"\ud83d\ude00"}""",
        """{"status":"success","call_id":"01b7d166-b564-42ec-80a1-4ad343225934","data":{"message":"success","call_id":7}}""",
        """{"code":"1","status":"fail","message":"Không gọi được","error":"USER_NOT_REGISTERED"}""",
        """{"data":[{"id":"7","status":"busy"},{"cdrId":"8","status":"invalid","cause":"USER_BUSY"}],"limit":10}""",
        "call_id=7&state=hangup&billsec=5&ext=101&phone=%2B84899098899&auto_answer=1&hotline=1&is_encode=true&=&%",
        "ext=101&phone=MDg5OTA5ODg5OQ==&is_encode=true&src_cid_number=1&agent=101&mobile=0899098899&id=KH1",
    ];

    private static readonly string?[] Types = [null, "application/json", "application/x-www-form-urlencoded", "text/plain", ";;"];

    [Fact]
    public async Task Nothing_that_is_sent_throws()
    {
        var random = new Random(20260301);
        var line = Tel4vnSetup.Settings(new("https://pbx.example"), Tel4vnOptions.Token, (Tel4vnOptions.Events, "hangup"));
        var account = Tel4vnSetup.Directory().Account;
        var tokens = Tel4vnSetup.Tokens(new ManualClock());
        var orders = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Mutate(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random);
            var text = Encoding.UTF8.GetString(bytes);
            var type = Types[random.Next(Types.Length)];
            Assert.StartsWith("{\"status\"", Read(line, type, text, bytes).Heard.Body, StringComparison.Ordinal);
            _ = Tel4vnWire.Read(text);
            _ = Tel4vnRecord.Find(text, "7");
            Assert.NotEqual(FakeDirectory.Key, await tokens.Read("t4v_" + text, TestContext.Current.CancellationToken));
            var fields = RequestFields.Parse("", type, bytes, FieldLimits.Default, StringComparer.Ordinal);
            foreach (var shape in Enum.GetValues<Tel4vnShape>())
            {
                var (order, fault) = Tel4vnOrder.Read(fields, shape, account);
                Assert.True(order is null != fault is null);
                orders += order is null ? 0 : 1;
            }
        }

        Assert.True(orders > 100, $"Only {orders} mutations were orders: the seeds are no good.");
    }

    private static EventReading Read(LineSettings line, string? type, string query, byte[] body) =>
        new Tel4vnEvents().Read("acme", line, new("POST", type, query, body, DateTimeOffset.UnixEpoch.AddYears(50)));

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var n = random.Next(5); n > 0 && bytes.Count > 2; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                default:
                    bytes.Insert(at, "{}[]<>\"&=%\\0\u0001"u8[random.Next(12)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
