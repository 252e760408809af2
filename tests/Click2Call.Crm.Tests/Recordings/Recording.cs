using System.Security.Cryptography;
using System.Text;
using Click2Call.Accounts;

namespace Click2Call.Crm.Tests.Recordings;

/// <summary>What one source sends, as its documentation prints it, and how it proves itself. The contract suite does the rest.</summary>
internal abstract class Recording
{
    protected const string Json = "application/json";
    protected const string FormType = "application/x-www-form-urlencoded";

    /// <summary>A value of a secret that is found nowhere else.</summary>
    protected const string Key = "s3cret-of-the-sender-5f1c";

    /// <summary>The source's name.</summary>
    public abstract string Source { get; }

    /// <summary>The vendor's page that the body follows.</summary>
    public abstract string Document { get; }

    /// <summary>The settings on the click-to-call.</summary>
    public WebhookSettings Settings => new() { Source = Source, Secrets = SecretValues.Keys.ToDictionary(Role), Options = Options, Fields = Fields };

    /// <summary>The values of the secrets; a name is the source, a dash and the role.</summary>
    public virtual IReadOnlyDictionary<string, string> SecretValues => new Dictionary<string, string> { [Source + "-secret"] = Key };

    public virtual IReadOnlyDictionary<string, IReadOnlyList<string>> Options => new Dictionary<string, IReadOnlyList<string>>();

    public virtual IReadOnlyDictionary<string, IReadOnlyList<string>> Fields => new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>A post of one lead, not yet proved.</summary>
    /// <param name="number">Which lead: each has an event and a phone of its own.</param>
    /// <param name="phone">The phone as it is written; empty: none.</param>
    public abstract Draft Lead(int number, string phone);

    /// <summary>A post of several leads; null where a post tells one.</summary>
    public virtual Draft? Batch(IReadOnlyList<string> phones) => null;

    /// <summary>Proves a post as the sender does.</summary>
    public abstract Draft Prove(Draft draft, DateTimeOffset now);

    /// <summary>Proves it by a secret that is wrong.</summary>
    public abstract Draft ProveWrongly(Draft draft, DateTimeOffset now);

    /// <summary>Whether the proof covers the body.</summary>
    public virtual bool CoversBody => true;

    /// <summary>Whether the proof covers the time of sending.</summary>
    public virtual bool SignsTime => CrmSources.Find(Source)!.SignsTime;

    /// <summary>Whether the sender names its events; else a hash stands for them, within the hour.</summary>
    public virtual bool NamesEvents => true;

    /// <summary>The name of the person of <see cref="Lead"/>, where the source tells one.</summary>
    public virtual string? Name => "Dana Levi";

    /// <summary>What the source's API answers for a record, where the post tells only its id: path and query, status, body.</summary>
    /// <param name="path">The path and query that was asked for.</param>
    /// <param name="phone">The phone of the record with this number.</param>
    public virtual string? Record(string path, Func<int, string> phone) => null;

    /// <summary>The name of the secret with which records are read.</summary>
    public virtual string ReadingSecret => Source + "-token";

    /// <summary>Where the loopback stub of its API listens.</summary>
    public string Api { get; set; } = "http://127.0.0.1:1";

    public override string ToString() => Source;

    protected static string Address(string source) => $"https://calls.example.com/webhooks/{source}/{CrmWorld.Door}";

    protected string Here => Address(Source);

    protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    protected static byte[] Hmac(string key, params byte[][] pieces) => HMACSHA256.HashData(Utf8(key), (byte[])[.. pieces.SelectMany(piece => piece)]);

    protected static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    protected static string Form(params (string Name, string Value)[] fields) =>
        string.Join('&', fields.Select(field => Uri.EscapeDataString(field.Name) + "=" + Uri.EscapeDataString(field.Value)));

    protected static IReadOnlyDictionary<string, IReadOnlyList<string>> Texts(params (string Name, string Text)[] texts) =>
        texts.ToDictionary(text => text.Name, IReadOnlyList<string> (text) => [text.Text]);

    private string Role(string name) => name[(Source.Length + 1)..];
}
