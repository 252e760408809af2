using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Functions.Leads;

/// <summary>
/// Asks Cloudflare whether a visitor has solved the Turnstile widget of a form ("Validate the token"). Only its clear yes lets
/// a form through: no answer, a late one, or one that cannot be read is a no.
/// </summary>
internal sealed partial class TurnstileCheck(OutgoingHttp http, ISecrets secrets, IConfiguration configuration, TimeProvider time, ILogger<TurnstileCheck> log)
{
    /// <summary>The setting that names another place to ask.</summary>
    public const string UrlSetting = "TurnstileUrl";

    /// <summary>How long a visitor waits for it: 4 s.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    private const string Cloudflare = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
    private const int LongestToken = 2048;
    private const int LongestAnswer = 16 * 1024;
    private static readonly TurnstileRefusal Unproved = new(400, "Please confirm that you are human, and send the form again.");
    private static readonly TurnstileRefusal Later = new(503, "We could not check just now that you are human. Please send the form again in a moment.", TimeSpan.FromSeconds(5));
    private static readonly TurnstileRefusal NotWorking = new(500, LeadAnswers.NotWorking);

    /// <summary>Checks one form.</summary>
    /// <param name="door">Its address.</param>
    /// <param name="settings">The widget's.</param>
    /// <param name="lead">What was sent.</param>
    /// <returns>Null when it may go on.</returns>
    public async Task<TurnstileRefusal?> Refuse(ClickToCallDoor door, TurnstileSettings settings, LeadFields lead)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(lead);
        if (lead.TurnstileToken is not { Length: <= LongestToken } token)
            return Unproved;
        string secret;
        try
        {
            secret = await secrets.Get(settings.Secret, CancellationToken.None);
        }
        catch (SecretUnavailableException problem)
        {
            Log.NoSecret(log, door, problem.Message);
            return Later;
        }

        List<KeyValuePair<string, string>> form =
        [
            new("secret", secret),
            new("response", token),
            new("idempotency_key", SameFor(door, lead, token).ToString()),
        ];
        if (lead.Lead.Address is { } address)
            form.Add(new("remoteip", address));
        var (answer, problemOfAnswer) = await Ask(form);
        if (answer is { } said)
            return Judge(door, settings, said);
        Log.NoAnswer(log, door, problemOfAnswer!);
        return Later;
    }

    private TurnstileRefusal? Judge(ClickToCallDoor door, TurnstileSettings settings, JsonElement answer)
    {
        if (answer.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.True)
        {
            if ((settings.Hostnames.Count == 0 || settings.Hostnames.Contains(Text(answer, "hostname"))) && (settings.Action is null || settings.Action == Text(answer, "action")))
                return null;
            Log.Elsewhere(log, door);
            return Unproved;
        }

        string[] codes = answer.TryGetProperty("error-codes", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(code => code.ValueKind == JsonValueKind.String).Select(code => code.GetString()!)]
            : [];
        if (codes.Contains("internal-error"))
        {
            Log.NoAnswer(log, door, "internal-error");
            return Later;
        }

        if (codes.Any(code => code is "missing-input-secret" or "invalid-input-secret" or "bad-request"))
        {
            Log.WrongSecret(log, door);
            return NotWorking;
        }

        return Unproved;
    }

    // A token is good once. A form that is sent twice is one request: its second copy must not be told that nobody calls
    // while the first rings. The same token with another number or time is another request, and refused.
    private static Guid SameFor(ClickToCallDoor door, LeadFields lead, string token) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{lead.RequestAt(door)}\n{token}")).AsSpan(0, 16));

    private async Task<(JsonElement? Answer, string? Problem)> Ask(IEnumerable<KeyValuePair<string, string>> form)
    {
        // Whoever sets another address is the operator, and may have it inside.
        var other = configuration[UrlSetting] is { Length: > 0 } told ? told : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, other ?? Cloudflare) { Content = new FormUrlEncodedContent(form) };
        using var late = new CancellationTokenSource(Timeout, time);
        try
        {
            using var response = await http.To(inside: other is not null).SendAsync(request, late.Token);
            await using var body = await response.Content.ReadAsStreamAsync(late.Token);
            var bytes = new byte[LongestAnswer];
            var length = await body.ReadAtLeastAsync(bytes, LongestAnswer, throwOnEndOfStream: false, late.Token);
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest && document.RootElement.ValueKind == JsonValueKind.Object
                ? (document.RootElement.Clone(), null)
                : (null, $"HTTP {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return (null, e is OperationCanceledException ? "no answer in 4 s" : e is JsonException ? "an answer that is not JSON" : "no connection");
        }
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static partial class Log
    {
        [LoggerMessage(2111, LogLevel.Error, "The form {Door} takes nothing until the secret key of its Turnstile widget can be read: {Problem}")]
        public static partial void NoSecret(ILogger logger, ClickToCallDoor door, string problem);

        [LoggerMessage(2112, LogLevel.Error, "The form {Door} takes nothing: Cloudflare does not know the secret key of its Turnstile widget.")]
        public static partial void WrongSecret(ILogger logger, ClickToCallDoor door);

        [LoggerMessage(2113, LogLevel.Warning, "The form {Door} was refused, because Turnstile could not be asked: {Problem}")]
        public static partial void NoAnswer(ILogger logger, ClickToCallDoor door, string problem);

        [LoggerMessage(2114, LogLevel.Warning, "The form {Door} was refused: Turnstile was solved on another page, or for another action, than its settings say.")]
        public static partial void Elsewhere(ILogger logger, ClickToCallDoor door);
    }
}
