using System.Net;
using System.Net.Sockets;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>A visitor's browser: posts the form, and posts it again as long as it gets no success.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(5) };
    private readonly string _nonce = Path.GetRandomFileName();

    /// <summary>Posts once; null when the connection broke.</summary>
    public async Task<HttpResponseMessage?> Post(FunctionsHostStub host)
    {
        try
        {
            using var form = new FormUrlEncodedContent(
                new Dictionary<string, string> { ["name"] = "Anna", ["phone"] = World.Visitor, ["_nonce"] = _nonce });
            return await _client.PostAsync(new Uri(host.Address, $"leads/{World.Account}.form"), form);
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException)
        {
            return null;
        }
    }

    /// <summary>Posts until it is taken.</summary>
    public async Task Insist(FunctionsHostStub host)
    {
        await Patience.Until<object>(
            async () =>
            {
                using var answer = await Post(host);
                if (answer?.StatusCode == HttpStatusCode.SeeOther)
                    return answer;
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
                return null;
            },
            TimeSpan.FromSeconds(150),
            "The form was taken");
    }

    public void Dispose() => _client.Dispose();
}
