using System.Text;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Voicenter;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>Readers of what strangers send answer whatever is in it, and never throw. The seed is fixed.</summary>
public sealed class MutatedInputTests
{
    private static readonly string[] Seeds =
    [
        """{"ivruniqueid":"1","type":"Click2Call leg2","status":"ANSWER","time":1772355600,"duration":42,"IVR":[{"a":1}],"x":"\ud83d\ude00"}""",
        """{"status":"OK","errorCode":0,"callId":"7","note":"שלוחה"}""",
        "<?xml version=\"1.0\"?><methodResponse><params><param><value><struct><member><name>ERRORCODE</name><value><int>0</int></value></member><member><name>IVR</name><value><array><data><value>1</value></data></array></value></member><member><name>CALLID</name><value>7</value></member></struct></value></param></params></methodResponse>",
        "phone=%2B972501234567&target=101&var_a=%D7%A9&x=%&=&&time=99999999999999",
        "--b\r\nContent-Disposition: form-data; name=\"phone\"\r\n\r\n101\r\n--b--\r\n",
    ];

    private static readonly string?[] Types = [null, "", "application/json", "text/xml", "multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "text/plain; charset=\"iso-8859-1\"", ";;"];

    [Fact]
    public void Nothing_that_is_sent_throws()
    {
        var random = new Random(20260301);
        var events = new VoicenterEvents();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Mutate(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random);
            var type = Types[random.Next(Types.Length)];
            var text = Encoding.UTF8.GetString(bytes);
            var reading = events.Read("acme", new() { Id = "main", Dialect = "voicenter" }, new("POST", type, text, bytes, DateTimeOffset.UnixEpoch.AddYears(50)));
            Assert.StartsWith("{", reading.Heard.Body, StringComparison.Ordinal);
            var fields = RequestFields.Parse(text, type, bytes, FieldLimits.Default, StringComparer.OrdinalIgnoreCase);
            Assert.All(fields.All, field => Assert.NotEqual("", field.Name));
            _ = TechnolineWire.Read(text);
            _ = VoicenterWire.Read(text);
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var n = random.Next(6); n > 0 && bytes.Count > 2; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.Take(random.Next(1, Math.Min(40, bytes.Count))).ToArray());
                    break;
                default:
                    bytes.Insert(at, "{}[]<>\"&=%\\0\u0001"u8[random.Next(12)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
