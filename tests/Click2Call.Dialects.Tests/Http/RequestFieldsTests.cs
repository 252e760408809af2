using System.Text;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Tests.Http;

public sealed class RequestFieldsTests
{
    [Theory]
    [InlineData("application/x-www-form-urlencoded", "phone=%2B972541234567&name=%D7%93%D7%A0%D7%94+x&flag=1")]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", "phone=%2B972541234567&name=%D7%93%D7%A0%D7%94+x&flag=1")]
    [InlineData("application/json", """{"phone":"+972541234567","name":"דנה x","flag":1}""")]
    [InlineData("application/problem+json", """{"phone":"+972541234567","name":"\u05d3\u05e0\u05d4 x","flag":1}""")]
    [InlineData("text/plain;charset=UTF-8", """ {"phone":"+972541234567","name":"דנה x","flag":1}""")]
    [InlineData(null, """{"phone":"+972541234567","name":"דנה x","flag":1}""")]
    [InlineData(null, "phone=%2B972541234567&name=%D7%93%D7%A0%D7%94+x&flag=1")]
    [InlineData("multipart/form-data; boundary=\"b\"", "--b\r\nContent-Disposition: form-data; name=\"phone\"\r\n\r\n+972541234567\r\n--b\r\nContent-Disposition: form-data; name=name\r\n\r\nדנה x\r\n--b\r\nContent-Disposition: form-data; name=\"flag\"\r\n\r\n1\r\n--b--\r\n")]
    public void Reads_the_same_from_every_format(string? type, string body)
    {
        var fields = Parse(null, type, body);
        Assert.Null(fields.Problem);
        Assert.Equal(["phone", "name", "flag"], fields.All.Select(field => field.Name));
        Assert.Equal(["+972541234567", "דנה x", "1"], fields.All.Select(field => field.Value));
    }

    [Fact]
    public void Takes_JSON_values_as_their_text() => Assert.Equal(
        [("n", "30"), ("t", "true"), ("f", "false"), ("o", "{\"a\":1}"), ("l", "[1, 2]"), ("d", "1.50")],
        Parse(null, "application/json", """{"n":30,"t":true,"f":false,"z":null,"o":{"a":1},"l":[1, 2],"d":1.50}""").All.Select(field => (field.Name, field.Value)));

    [Fact]
    public void Lets_the_body_hide_the_query()
    {
        var fields = Parse("?phone=1&code=k", "application/x-www-form-urlencoded", "phone=2");
        Assert.Equal("2", fields["phone"]);
        Assert.Equal("k", fields["code"]);
        Assert.Equal(2, fields.All.Count);
    }

    [Theory]
    [InlineData("?phone=1&phone=2", null, "")]
    [InlineData(null, "application/x-www-form-urlencoded", "phone=1&phone=2")]
    [InlineData(null, "application/json", """{"phone":"1","phone":"2"}""")]
    public void Joins_what_stands_twice_as_the_Functions_host_does(string? query, string? type, string body) =>
        Assert.Equal("1,2", Parse(query, type, body)["phone"]);

    /// <summary>Each repetition was put behind a copy of all before it: the time grew with the square of the body, and the value beyond what one may hold.</summary>
    [Fact]
    public void What_stands_many_times_is_no_longer_than_a_value_may_be()
    {
        var limits = FieldLimits.Default with { Fields = 100_000, Value = 1_000 };
        var fits = RequestFields.Parse(null, "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Repeat("a=1", 500))), limits, StringComparer.Ordinal);
        Assert.Null(fits.Problem);
        Assert.Equal(string.Join(',', Enumerable.Repeat("1", 500)), fits["a"]);
        var more = RequestFields.Parse(null, "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes("b=2&" + string.Join('&', Enumerable.Repeat("a=1", 501))), limits, StringComparer.Ordinal);
        Assert.Equal((400, "a"), (more.Problem!.Status, more.Problem.Field));
        Assert.Equal("2", more["b"]);
    }

    [Fact]
    public void Names_differ_by_case_or_do_not()
    {
        Assert.Null(Parse("Phone=1", null, "")["phone"]);
        Assert.Equal("1", RequestFields.Parse("Phone=1", null, default, FieldLimits.Default, StringComparer.OrdinalIgnoreCase)["phone"]);
        Assert.Equal("1,2", RequestFields.Parse("Phone=1&phone=2", null, default, FieldLimits.Default, StringComparer.OrdinalIgnoreCase)["PHONE"]);
    }

    [Fact]
    public void Gives_a_number_back_the_plus_that_its_sender_forgot_to_encode()
    {
        Assert.Equal("+972501234567", Parse("target=+972501234567", null, "").Number("target"));
        Assert.Equal("0501234567", Parse("target=0501234567+", null, "").Number("target"));
        Assert.Null(Parse("target=+", null, "").Number("target"));
    }

    [Fact]
    public void Gives_texts_as_one_line()
    {
        Assert.Equal("Dana  Via: x", Parse("name=+Dana%0D%0AVia:+x%0A", null, "").Text("name"));
        Assert.Equal("0501234567", Parse("target=0501234567%0A", null, "").Number("target"));
        Assert.Null(Parse("name=%0A+", null, "").Text("name"));
    }

    [Theory]
    [InlineData("a&&b=&=c", "a=|b=")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("a=%zz%F9", "a=%zz%F9")]
    [InlineData("a=x;b=y", "a=x;b=y")]
    public void Reads_odd_queries(string query, string expected) =>
        Assert.Equal(expected, string.Join('|', Parse(query, null, "").All.Select(field => field.Name + "=" + field.Value)));

    [Theory]
    [InlineData("application/json", """{"a":""", 400, null)]
    [InlineData("application/json", "[]", 400, null)]
    [InlineData("application/json", """{"name":"\ud800"}""", 400, "name")]
    [InlineData("application/json", """{"name":"a\u0000"}""", 400, "name")]
    [InlineData("application/x-www-form-urlencoded", "name=%00", 400, "name")]
    [InlineData("application/xml", "<a/>", 415, null)]
    [InlineData("application/json; charset=windows-1255", "{}", 415, null)]
    [InlineData("nonsense", "a=1", 415, null)]
    public void Names_what_is_wrong(string type, string body, int status, string? field)
    {
        var problem = Parse("format=JSON", type, body).Problem;
        Assert.NotNull(problem);
        Assert.Equal((status, field), (problem.Status, problem.Field));
        Assert.Equal("JSON", Parse("format=JSON", type, body)["format"]);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void Bounds_values(int length, bool fine) => Assert.Equal(fine, Parse("a=" + new string('x', length), null, "").Problem is null);

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Bounds_the_number_of_fields(int count, bool fine) =>
        Assert.Equal(fine, Parse(string.Join('&', Enumerable.Range(0, count).Select(i => $"f{i}=")), null, "").Problem is null);

    [Fact]
    public void Writes_so_that_it_reads_the_same()
    {
        Orders.NameValue[] pairs = [new("phone", "+972 50&=%"), new("var_x y", "שלום"), new("empty", "")];
        var text = UrlEncoded.Write(pairs);
        Assert.Contains("%2B972", text, StringComparison.Ordinal);
        Assert.Equal(pairs, Parse(text, null, "").All);
        Assert.Equal(pairs, Parse(null, "application/x-www-form-urlencoded", text).All);
        Assert.Equal("https://pbx.example/a?x=1&b=%2B1", UrlEncoded.WithQuery(new("https://pbx.example/a?x=1"), [new("b", "+1")]).AbsoluteUri);
    }

    private static RequestFields Parse(string? query, string? type, string body) =>
        RequestFields.Parse(query, type, Encoding.UTF8.GetBytes(body), FieldLimits.Default, StringComparer.Ordinal);
}
