using Click2Call.Accounts;
using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>What a contact form sends is kept, however it is sent, and what cannot be taken is said with the field's name.</summary>
[Collection(DoorsCollection.Name)]
public sealed class LeadFormTests(Doors doors)
{
    private const string Rtl = "\u200fשלום, \u202eאני דנה\u202c";

    public static TheoryData<string> Ways => ["urlencoded", "multipart", "json", "text/plain"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_field_is_kept(string way)
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        (string, string)[] fields =
        [
            ("name", "דנה לוי 🪚"), ("phone", phone), ("email", "dana@example.com"), ("message", Rtl + "\r\nשורה שנייה 👩🏽‍🔧 \"<b>&'\\"),
            ("page", "https://www.example.com/מגע?a=1&b=2#x"), ("Budget", "5,000 ₪"), ("utm_source", "newsletter+spring"),
        ];
        var content = way switch
        {
            "urlencoded" => Forms.Urlencoded(fields),
            "multipart" => Forms.Multipart(fields),
            "json" => Forms.Json(fields),
            _ => Forms.PlainText(fields),
        };

        var sent = await doors.Submit(account.Form, content);

        Assert.Equal(200, sent.Status);
        var call = (await doors.Send(HttpMethod.Get, "/calls/" + sent["callId"], account.Key)).Json;
        Assert.Equal("+972" + phone[1..], call.GetProperty("target").GetString());
        Assert.Equal("website", call.GetProperty("clickToCall").GetString());
        Assert.Equal("lead-form", call.GetProperty("front").GetString());
        var lead = call.GetProperty("lead");
        Assert.Equal("דנה לוי 🪚", lead.GetProperty("name").GetString());
        Assert.Equal("dana@example.com", lead.GetProperty("email").GetString());
        Assert.Equal(fields[3].Item2, lead.GetProperty("message").GetString());
        Assert.Equal(fields[4].Item2, lead.GetProperty("page").GetString());
        Assert.Equal(
            [("Budget", "5,000 ₪"), ("utm_source", "newsletter+spring")],
            lead.GetProperty("fields").EnumerateObject().Select(field => (field.Name, field.Value.GetString()!)));
    }

    /// <summary>The row is written in parts of 30,000 characters; two of these texts have an emoji across the seam.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task A_long_message_keeps_its_emoji_where_the_row_is_cut_in_parts(string shift)
    {
        var account = await doors.Open();
        var long_ = string.Concat(Enumerable.Repeat("🪚", 1_900));
        (string, string)[] fields =
        [
            ("phone", doors.Phone()), ("message", shift + long_), .. Enumerable.Range(0, 7).Select(i => ($"more{i}", long_)),
        ];

        var sent = await doors.Submit(account.Form, Forms.Text("application/json", "{" + string.Join(',', fields.Select(field => $"\"{field.Item1}\":\"{field.Item2}\"")) + "}"));

        Assert.Equal(200, sent.Status);
        var lead = (await doors.Send(HttpMethod.Get, "/calls/" + sent["callId"], account.Key)).Json.GetProperty("lead");
        Assert.Equal(shift + long_, lead.GetProperty("message").GetString());
        Assert.All(lead.GetProperty("fields").EnumerateObject(), field => Assert.Equal(long_, field.Value.GetString()));
    }

    [Theory]
    [InlineData("name", 201, 400)]
    [InlineData("email", 255, 400)]
    [InlineData("message", 4_001, 400)]
    [InlineData("other", 4_001, 400)]
    public async Task A_field_that_is_too_long_is_named(string field, int length, int status)
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        var answer = await doors.Submit(account, ("phone", phone), (field, new string('@', length)));
        Assert.Equal((status, field), (answer.Status, answer["field"]));
        Assert.Contains(field == "email" ? "e-mail" : field, answer["status"], StringComparison.Ordinal);
        Assert.Equal(0, await doors.Invites(account.Id, "103"));

        var fits = await doors.Submit(account, ("phone", phone), (field, new string('@', field == "email" ? 254 : length - 1)));
        Assert.Equal(200, fits.Status);
    }

    [Fact]
    public async Task Fifty_fields_are_taken_and_one_more_is_not()
    {
        var account = await doors.Open();
        (string, string)[] fields = [("phone", doors.Phone()), .. Enumerable.Range(0, 50).Select(i => ($"f{i}", "x"))];
        var many = await doors.Submit(account, fields);
        Assert.Equal((400, "There are more than 50 fields."), (many.Status, many["status"]));
        var fits = await doors.Submit(account, fields[..50]);
        Assert.Equal(200, fits.Status);
        Assert.Equal(49, (await doors.Send(HttpMethod.Get, "/calls/" + fits["callId"], account.Key)).Json.GetProperty("lead").GetProperty("fields").EnumerateObject().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_413_in_the_answers_own_form(bool chunked)
    {
        var account = await doors.Open();
        foreach (var (script, type) in new[] { (true, "application/json"), (false, "text/html") })
        {
            using var content = Forms.Urlencoded(("phone", doors.Phone()), ("message", new string('x', 70_000)));
            var body = await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            HttpContent sent = chunked ? new StreamContent(new Unmeasured(body)) : new ByteArrayContent(body);
            sent.Headers.ContentType = new("application/x-www-form-urlencoded");
            var answer = await doors.Send(HttpMethod.Post, account.Form, null, sent, ("Accept", type));
            Assert.Equal((413, type), (answer.Status, answer.MediaType));
            if (script)
                Assert.NotEmpty(answer["status"]!);
        }

        Assert.Equal(0, await doors.Invites(account.Id, "103"));
    }

    [Theory]
    [InlineData("", "A phone number is needed.")]
    [InlineData("  ", "A phone number is needed.")]
    [InlineData("12", "This is not a phone number.", "The phone number is too short.")]
    [InlineData("054-234", "The phone number is too short.")]
    [InlineData("054234567890123456", "The phone number is too long.")]
    [InlineData("call me", "This is not a phone number.")]
    [InlineData("+999 1234567", "The number's country code is not known.")]
    [InlineData("sip:dana@example.com", "This is not a phone number.")]
    [InlineData("101", "This is not a phone number.", "The phone number is too short.")]
    [InlineData("0542340103,0542340104", "This is not a phone number.", "The phone number is too long.")]
    public async Task A_phone_number_that_is_none_is_said_in_words(string phone, params string[] either)
    {
        var account = await doors.Open();
        var answer = await doors.Submit(account, ("phone", phone), ("name", "Dana"));
        Assert.Equal((400, "phone"), (answer.Status, answer["field"]));
        Assert.Contains(answer["status"], either);
    }

    [Theory]
    [InlineData("+1 900 555 0103")]
    [InlineData("+972 1 900 555 010")]
    [InlineData("+881 6 1234 0103")]
    [InlineData("+49 30 12340103")]
    public async Task Numbers_that_cost_money_or_are_abroad_are_not_called_from_an_open_form(string phone)
    {
        var account = await doors.Open();
        var answer = await doors.Submit(account, ("phone", phone));
        Assert.Equal((400, "phone"), (answer.Status, answer["field"]));
        Assert.Equal(0, await doors.Invites(account.Id, "103"));
    }

    [Fact]
    public async Task A_filled_honeypot_rings_nobody()
    {
        var account = await doors.Open(click => click with { HoneypotField = "company_url" });
        foreach (var name in new[] { "company_url", "Company_URL" })
        {
            var answer = await doors.Submit(account, ("phone", doors.Phone()), (name, "https://spam.example"));
            Assert.Equal(400, answer.Status);
        }

        Assert.Equal(0, await doors.Invites(account.Id, "103"));
        Assert.Equal(200, (await doors.Submit(account, ("phone", doors.Phone()), ("company_url", " "))).Status);
    }

    [Fact]
    public async Task A_form_filled_faster_than_people_type_is_not_taken()
    {
        var account = await doors.Open();
        var phone = doors.Phone();
        var now = doors.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var quick = await doors.Submit(account, ("phone", phone), ("_opened", $"{now - 500}"));
        Assert.Equal((400, "_opened"), (quick.Status, quick["field"]));
        Assert.Equal(200, (await doors.Submit(account, ("phone", phone), ("_opened", $"{now - 10_000}"))).Status);
    }

    [Fact]
    public async Task A_visitor_whose_clock_is_ahead_of_ours_was_told_to_be_slower_for_ever()
    {
        var account = await doors.Open();
        var opened = doors.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds();
        Assert.Equal(200, (await doors.Submit(account, ("phone", doors.Phone()), ("_opened", $"{opened}"))).Status);
    }

    [Fact]
    public async Task A_field_written_in_capitals_was_kept_twice()
    {
        var account = await doors.Open();
        var sent = await doors.Submit(account, ("Phone", doors.Phone()), ("NAME", "Dana"), ("_Nonce", "n1"), ("WebSite", ""), ("Town", "Haifa"));
        Assert.Equal(200, sent.Status);
        var lead = (await doors.Send(HttpMethod.Get, "/calls/" + sent["callId"], account.Key)).Json.GetProperty("lead");
        Assert.Equal("Dana", lead.GetProperty("name").GetString());
        Assert.Equal(["Town"], lead.GetProperty("fields").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task A_line_break_in_a_name_went_to_the_agents_display()
    {
        var account = await doors.Open();
        var answer = await doors.Submit(account, ("phone", doors.Phone()), ("name", "Dana\r\nP-Asserted-Identity: <tel:100>"));
        Assert.Equal((400, "name"), (answer.Status, answer["field"]));
        var mail = await doors.Submit(account, ("phone", doors.Phone()), ("email", "d@example.com\r\nBcc: e@example.com"));
        Assert.Equal((400, "email"), (mail.Status, mail["field"]));
    }

    [Theory]
    [InlineData("application/json", "{\"phone\":", "not valid JSON")]
    [InlineData("application/json", "[1,2]", "not a JSON object")]
    [InlineData("application/json", "{\"phone\":\"\\ud83e\"}", "half a character")]
    [InlineData("application/json", "{\"phone\":\"0542340103\",\"name\":\"a\\u0000b\"}", "control character")]
    [InlineData("multipart/form-data", "x", "boundary")]
    [InlineData("application/x-www-form-urlencoded", "%=&=&&&%zz", "A phone number is needed")]
    public async Task A_malformed_body_is_400_in_words(string type, string body, string words)
    {
        var account = await doors.Open();
        var answer = await doors.Submit(account.Form, Forms.Text(type, body));
        Assert.Equal(400, answer.Status);
        Assert.Contains(words, answer["status"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_a_kind_that_no_form_sends_is_415()
    {
        var account = await doors.Open();
        Assert.Equal(415, (await doors.Submit(account.Form, Forms.Text("image/png", "phone=0542340103"))).Status);
    }

    [Theory]
    [InlineData("nobody.website")]
    [InlineData("{account}.other")]
    [InlineData("{account}.closed")]
    [InlineData("{account}")]
    [InlineData("{account}.")]
    [InlineData("..%2f..%2fetc.passwd")]
    [InlineData("A.B.C")]
    public async Task A_door_that_is_not_there_or_needs_a_key_is_404_alike(string door)
    {
        var account = await doors.Open();
        var answer = await doors.Submit("/leads/" + door.Replace("{account}", account.Id, StringComparison.Ordinal), Forms.Urlencoded(("phone", doors.Phone())));
        Assert.Equal((404, "There is no contact form at this address."), (answer.Status, answer["status"]));
    }

    [Fact]
    public async Task A_form_whose_account_is_set_up_wrongly_told_the_visitor_about_lines_and_extensions()
    {
        (Func<ClickToCall, ClickToCall>?, Func<Account, Account>?)[] mistakes =
        [
            (click => click with { Extension = "no such phone" }, null),
            (click => click with { Extension = "777" }, null),
            (click => click with { Extension = "999" }, null),
            (click => click with { Line = "gone" }, null),
            (null, account => account with { Lines = [] }),
            (null, account => account with { Lines = [new() { Id = "main", Dialect = "smoke-signals" }] }),
        ];
        foreach (var (click, changeAccount) in mistakes)
        {
            var account = await doors.Open(click, changeAccount);
            var answer = await doors.Submit(account, ("phone", doors.Phone()));
            Assert.Equal(500, answer.Status);
            Assert.Null(answer["field"]);
            Assert.DoesNotMatch("(?i)extension|line|account|barred|phone|set up", answer["status"]!);
            Assert.Contains(doors.LogLines, line => line.Contains(account.Id, StringComparison.Ordinal) && line.Contains("website", StringComparison.Ordinal));
        }
    }

    /// <summary>A body whose length nobody knows before it ends, so that it is sent in chunks.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
