using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Tests.Http;

public sealed class SafeUrlTests
{
    [Theory]
    [InlineData("https://api.example.com/ForwardDialer/click2call.aspx?phone=101&target=0501234567&code=abc", "https://api.example.com/ForwardDialer/click2call.aspx?phone=REDACTED&target=REDACTED&code=REDACTED")]
    [InlineData("http://127.0.0.1:8000/v2/accounts/4f1c0a5e9b7d4f1c/clicktocall/web/connect?contact=%2B972501234567", "http://127.0.0.1:8000/v2/accounts/REDACTED/clicktocall/web/connect?contact=REDACTED")]
    [InlineData("https://pbx.example/ari/channels/0501234567", "https://pbx.example/ari/channels/REDACTED")]
    [InlineData("https://pbx.example/a/secretsecretsecretsecretsecret", "https://pbx.example/a/REDACTED")]
    [InlineData("https://user:password@pbx.example/a%20b/", "https://pbx.example/REDACTED/")]
    [InlineData("https://pbx.example/?0501234567&a%26=1&key=x=y", "https://pbx.example/?REDACTED=REDACTED&REDACTED=REDACTED&key=REDACTED")]
    [InlineData("https://pbx.example", "https://pbx.example/")]
    public void Keeps_words_and_names_and_nothing_that_could_be_secret(string address, string expected) => Assert.Equal(expected, SafeUrl.Of(new Uri(address)));
}
