using System.Globalization;
using System.Net.Sockets;

namespace Click2Call.Faults;

/// <summary>
/// A visitor of a website: sends the form, waits some seconds, sends it again with the same nonce, until it is told that it
/// was taken.
/// </summary>
internal sealed class Visitor(int number, HttpClient client, TimeSpan wait, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private readonly string _nonce = string.Create(CultureInfo.InvariantCulture, $"nonce-{number}");

    /// <summary>The visitor's own number, digits only.</summary>
    public string Number { get; } = string.Create(CultureInfo.InvariantCulture, $"97254{4_000_000 + number}");

    /// <summary>When the form was sent first.</summary>
    public long SentAt { get; private set; }

    /// <summary>Whether it was told that the form was taken.</summary>
    public bool Acknowledged { get; private set; }

    /// <summary>How often it was told that it was not, or the connection broke or was refused.</summary>
    public int Errors { get; private set; }

    /// <summary>How often it waited without an answer.</summary>
    public int Timeouts { get; private set; }

    public async Task Insist(Uri form, CancellationToken cancellation)
    {
        SentAt = time.GetTimestamp();
        while (!Acknowledged && time.GetElapsedTime(SentAt) < Patience && !cancellation.IsCancellationRequested)
        {
            var pause = await Send(form) ? TimeSpan.Zero : Again;
            if (!Acknowledged && pause > TimeSpan.Zero)
                await Task.Delay(pause, time, cancellation);
        }
    }

    // True when there was no answer in time: then it is sent again at once.
    private async Task<bool> Send(Uri form)
    {
        using var late = new CancellationTokenSource(wait, time);
        try
        {
            using var body = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["name"] = $"Visitor {number}", ["phone"] = "+" + Number, ["_nonce"] = _nonce,
            });
            using var answer = await client.PostAsync(form, body, late.Token);
            Acknowledged = (int)answer.StatusCode is >= 200 and < 400;
            Errors += Acknowledged ? 0 : 1;
            return false;
        }
        catch (OperationCanceledException)
        {
            Timeouts++;
            return true;
        }
        catch (Exception problem) when (problem is HttpRequestException or SocketException)
        {
            Errors++;
            return false;
        }
    }
}
