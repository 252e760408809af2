using System.Text;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Accounts.Hours;
using Click2Call.Campaigns;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Technoline.Manage;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Tests.Technoline.Modules;
using Click2Call.Lines;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tests.Technoline.Manage;

/// <summary>An account with everything that is managed, and a client that asks for it.</summary>
internal sealed class ManageBench : IAccountBook, IAudioLibrary, ICampaigns
{
    public static readonly byte[] Mp3 = [0xFF, 0xFB, 0x90, 0x44, 1, 2, 3];

    private readonly Dictionary<string, (AudioFile File, byte[] Content)> files = new(StringComparer.Ordinal);

    public ManageBench() => Account = FlowBench.Of("""
        { "id": "menu", "name": "Menu", "steps": [
            { "id": "hello", "do": "say", "play": [{ "file": "welcome" }], "next": "bye" }, { "id": "bye", "do": "hangUp" }] }
        """) with
    {
        Extensions = [new() { Number = "101", Name = "Dana", Display = "0990880101" }, new() { Number = "102" }, new() { Number = "103" }],
        Groups = [new() { Id = "sales", Name = "Sales", Members = [new("101"), new("102")] }],
        Hours = [new OpeningHours { Id = "office", TimeZone = "Asia/Jerusalem", Week = [[new(540, 1020)], [], [], [], [], [], []] }],
    };

    public FakeDirectory Directory { get; } = new();

    public Account Account
    {
        get => Directory.Account;
        set => Directory.Account = value;
    }

    public List<Campaign> Campaigns { get; } = [];

    /// <summary>Called before a change is written, for races.</summary>
    public Action? BeforeChange { get; set; }

    public bool AudioIsDown { get; set; }

    public int Writes { get; private set; }

    public LineCapabilities Capabilities { get; set; } = LineCapabilities.LookUp | LineCapabilities.ReportsProgress;

    public ExtensionActions Actions => new(Directory, (_, _) => new((Account?)Account), this, this, this, _ => Capabilities);

    public Extension? Extension(string number) => Account.Extensions.FirstOrDefault(one => one.Number == number);

    public async Task<JsonElement> Ok(string action, params (string Name, string Value)[] fields)
    {
        var json = await Ask(action, fields);
        Assert.True(json.GetProperty("status").GetString() == "OK", json.ToString());
        return json;
    }

    /// <summary>Asks for what is refused: nothing is written, and the note is told.</summary>
    public async Task<string> Refused(string action, params (string Name, string Value)[] fields)
    {
        var before = Account;
        var json = await Ask(action, fields);
        Assert.Equal("ERROR", json.GetProperty("status").GetString());
        Assert.Same(before, Account);
        return json.GetProperty("note").GetString()!;
    }

    public Task<JsonElement> Ask(string action, params (string Name, string Value)[] fields) => Post(
        "", "application/x-www-form-urlencoded",
        Encoding.UTF8.GetBytes(string.Join('&', fields.Append(("action", action)).Append(("apiKey", FakeDirectory.Key)).Select(field => $"{Uri.EscapeDataString(field.Item1)}={Uri.EscapeDataString(field.Item2)}"))));

    public async Task<JsonElement> Upload(string extension, string fileName, byte[] content, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", fileName } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return await Post($"?action=uploadFile&extensionId={extension}&apiKey={FakeDirectory.Key}", form.Headers.ContentType!.ToString(), await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public async Task<JsonElement> Post(string query, string contentType, byte[] body, string method = "POST") =>
        JsonDocument.Parse((await Send(query, contentType, body, method)).Body).RootElement.Clone();

    public async Task<(HttpResponse Response, byte[] Body)> Send(string query, string? contentType = null, byte[]? body = null, string method = "GET")
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.QueryString = new(query);
        http.Request.ContentType = contentType;
        http.Request.Body = new MemoryStream(body ?? []);
        var answer = new MemoryStream();
        http.Response.Body = answer;
        await new TechnolineFront(new FakeDesk(new ManualClock()), Directory, [Actions]).Answer(http);
        return (http.Response, answer.ToArray());
    }

    Task<bool> IAccountBook.Change(Account before, Account after, CancellationToken cancellation)
    {
        BeforeChange?.Invoke();
        if (!ReferenceEquals(before, Account))
            return Task.FromResult(false);
        Account = after;
        Writes++;
        return Task.FromResult(true);
    }

    Task IAudioLibrary.Keep(string account, AudioFile file, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        files[file.Name] = (file with { Bytes = content.Length, ChangedAt = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero) }, content.ToArray());
        return Task.CompletedTask;
    }

    Task<IReadOnlyList<AudioFile>> IAudioLibrary.List(string account, CancellationToken cancellation) =>
        AudioIsDown ? throw new Click2Call.Calls.StorageUnavailableException("listing audio") : Task.FromResult<IReadOnlyList<AudioFile>>([.. files.Values.Select(file => file.File).OrderBy(file => file.Name, StringComparer.Ordinal)]);

    Task IAudioStore.Delete(string account, string name, CancellationToken cancellation)
    {
        files.Remove(name);
        return Task.CompletedTask;
    }

    Task<ReadOnlyMemory<byte>?> IAudioStore.Find(string account, string name, CancellationToken cancellation) =>
        Task.FromResult(files.TryGetValue(name, out var file) ? file.Content : (ReadOnlyMemory<byte>?)null);

    Task IAudioStore.Save(string account, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellation) =>
        ((IAudioLibrary)this).Keep(account, new(name, contentType, content.Length, default, null), content, cancellation);

    Task<IReadOnlyList<Campaign>> ICampaigns.List(string account, int top, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Campaign>>(Campaigns);

    Task IAccountBook.Save(Account account, CancellationToken cancellation) => throw new NotSupportedException();

    Task IAccountBook.SaveClickToCall(string account, ClickToCall clickToCall, CancellationToken cancellation) => throw new NotSupportedException();

    Task<bool> IAccountBook.DeleteClickToCall(string account, string clickToCall, CancellationToken cancellation) => throw new NotSupportedException();

    Task IAccountBook.SaveKey(ApiKey key, CancellationToken cancellation) => throw new NotSupportedException();

    Task<IReadOnlyList<ApiKey>> IAccountBook.Keys(string account, CancellationToken cancellation) => throw new NotSupportedException();

    Task<bool> IAccountBook.RevokeKey(string hash, CancellationToken cancellation) => throw new NotSupportedException();

    Task<CampaignClaim> ICampaigns.Claim(string account, string fingerprint, string id, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    Task ICampaigns.ForgetClaims(string account, DateTimeOffset before, Func<string, Task> unmade, CancellationToken cancellation) => throw new NotSupportedException();

    Task ICampaigns.Create(Campaign campaign, IReadOnlyList<string> phones, string? fingerprint, CancellationToken cancellation) => throw new NotSupportedException();

    Task<StoredCampaign?> ICampaigns.Find(string account, string id, CancellationToken cancellation) => throw new NotSupportedException();

    Task<bool> ICampaigns.Save(StoredCampaign read, Campaign changed, CancellationToken cancellation) => throw new NotSupportedException();

    IAsyncEnumerable<CampaignRecipient> ICampaigns.Recipients(string account, string id, CancellationToken cancellation) => throw new NotSupportedException();

    Task<CampaignWork?> ICampaigns.Work(string account, string id, DateTimeOffset now, int most, CancellationToken cancellation) => throw new NotSupportedException();

    Task<IReadOnlyList<CampaignRecipient>> ICampaigns.Fresh(string account, string id, int from, int count, CancellationToken cancellation) => throw new NotSupportedException();

    Task<string?> ICampaigns.Write(string account, string id, CampaignProgress progress, string etag, IReadOnlyList<CampaignStep> steps, CancellationToken cancellation) => throw new NotSupportedException();

    Task ICampaigns.Delete(string account, string id, CancellationToken cancellation) => throw new NotSupportedException();

    Task ICampaigns.Wake(string account, string id, int seq, TimeSpan after, CancellationToken cancellation) => throw new NotSupportedException();
}
