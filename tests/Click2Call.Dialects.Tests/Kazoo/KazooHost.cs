using System.Text;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Tests.Http;

namespace Click2Call.Dialects.Tests.Kazoo;

/// <summary>The front over fakes, and requests as clients of Kazoo write them.</summary>
public sealed class KazooHost : IAsyncDisposable
{
    private readonly FrontHost host;

    private KazooHost(FrontHost host, ManualClock clock, FakeDirectory directory, FakeDesk desk, FakeBook book)
    {
        this.host = host;
        (Clock, Directory, Desk, Book) = (clock, directory, desk, book);
    }

    public ManualClock Clock { get; }

    public FakeDirectory Directory { get; }

    public FakeDesk Desk { get; }

    public FakeBook Book { get; }

    /// <summary>An American account: the documents' examples are American.</summary>
    public static Account Account { get; } = new()
    {
        Id = "acme",
        Name = "Acme",
        DefaultRegion = "US",
        Extensions = [new() { Number = "1001", Name = "Dana" }, new() { Number = "1002" }],
        ClickToCalls =
        [
            new() { Id = "web", Name = "Web", Extension = "1001", AuthRequired = false },
            new() { Id = "desk", Name = "Desk", Extension = "1001" },
        ],
    };

    public static async Task<KazooHost> Start(KazooAccepting? accepting = null)
    {
        var clock = new ManualClock();
        var directory = new FakeDirectory { Account = Account };
        var desk = new FakeDesk(clock);
        var book = new FakeBook(directory);
        return new(await FrontHost.Start(new KazooFront(desk, directory, book, clock, accepting)), clock, directory, desk, book);
    }

    /// <summary>Sends a request with the account's token, unless another or none is given.</summary>
    public async Task<KazooResponse> Send(string method, string path, string? body = null, string? token = FakeDirectory.Key, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.Address, path));
        if (token is not null)
            request.Headers.TryAddWithoutValidation("X-Auth-Token", token);
        request.Headers.TryAddWithoutValidation("X-Request-ID", "R");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        var response = await host.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, text, text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!, response.Headers, [.. response.Content.Headers.Allow]);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
