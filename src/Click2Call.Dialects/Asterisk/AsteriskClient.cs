using System.Net.Http.Headers;
using System.Text;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Asterisk;

/// <summary>Speaks to ARI. The password goes into one header and nowhere else.</summary>
internal sealed class AsteriskClient(LineSettings settings, LineConnection connection, ISecrets secrets)
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(8);

    private readonly string user = AsteriskOptions.Read(settings).User;

    /// <summary>User and password for <see cref="Send"/>.</summary>
    /// <exception cref="SecretUnavailableException">The password cannot be had.</exception>
    public async ValueTask<AuthenticationHeaderValue> Credentials(CancellationToken cancellation)
    {
        var password = await secrets.Get(settings.Secrets.GetValueOrDefault(AsteriskOptions.Password, ""), cancellation);
        return new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    /// <summary>Sends one request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Below <c>ari/</c>, encoded.</param>
    /// <param name="who">From <see cref="Credentials"/>.</param>
    /// <param name="body">JSON.</param>
    /// <param name="timeout">How long; absent: 8 s.</param>
    /// <param name="giveUp">The caller's patience.</param>
    public Task<LineReply> Send(HttpMethod method, string path, AuthenticationHeaderValue who, ReadOnlyMemory<byte>? body, TimeSpan? timeout, CancellationToken giveUp)
    {
        var request = new HttpRequestMessage(method, Address(settings, path));
        request.Headers.Authorization = who;
        if (body is { } json)
        {
            request.Content = new ReadOnlyMemoryContent(json);
            request.Content.Headers.ContentType = new("application/json");
        }

        return connection.Http.Send(request, timeout ?? CommandTimeout, giveUp);
    }

    /// <summary>Reads.</summary>
    public Task<LineReply> Get(string path, AuthenticationHeaderValue who, CancellationToken cancellation) =>
        Send(HttpMethod.Get, path, who, null, null, cancellation);

    /// <summary>Where an attempt's recording can be fetched, if there is one.</summary>
    public Uri Recording(AttemptId attempt) => Recording(settings, attempt);

    /// <summary>Where something of ARI is, whether the line's base ends with <c>/ari</c> or not.</summary>
    /// <param name="settings">The line's settings.</param>
    /// <param name="path">Below <c>ari/</c>, encoded.</param>
    public static Uri Address(LineSettings settings, string path)
    {
        var root = settings.BaseUrl!.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri($"{(root.EndsWith("/ari", StringComparison.OrdinalIgnoreCase) ? root : root + "/ari")}/{path}");
    }

    /// <summary>Where an attempt's recording can be fetched, if there is one.</summary>
    public static Uri Recording(LineSettings settings, AttemptId attempt)
    {
        var name = AsteriskVariables.RecordingOf(attempt);
        return AsteriskOptions.Read(settings).Recordings is { } folder
            ? new Uri($"{folder.AbsoluteUri.TrimEnd('/')}/{name}.wav")
            : Address(settings, $"recordings/stored/{name}/file");
    }
}
