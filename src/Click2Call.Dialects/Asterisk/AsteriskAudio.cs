using System.Net.Http.Headers;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Lines;

namespace Click2Call.Dialects.Asterisk;

/// <summary>
/// Uploads of ours that Asterisk plays. It fetches them itself, from the address to which its events go, and keeps them in its media
/// cache; we have it do so before the first phone rings, and remember that it did.
/// </summary>
internal sealed class AsteriskAudio(string account, AsteriskLookUp look, IAudioAddresses? addresses, TimeProvider clock)
{
    /// <summary>After a failure nobody tries again for so long: a campaign has many calls that want the same file.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Asterisk may have been emptied since; and paths change each day.</summary>
    private static readonly TimeSpan Known = TimeSpan.FromHours(1);

    private readonly Dictionary<string, (DateTimeOffset At, Task<bool?> There)> fetched = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>The path of an upload below our address; null where nobody serves uploads.</summary>
    /// <exception cref="StorageUnavailableException">The key that signs it could not be read.</exception>
    public async ValueTask<string?> PathOf(string name, CancellationToken cancellation) =>
        addresses is null ? null : await addresses.PathOf(account, name, cancellation);

    /// <summary>Has Asterisk fetch it, unless it did.</summary>
    /// <returns>Null when it has it.</returns>
    public async Task<DialReadiness.NotReady?> Fetch(string path, AuthenticationHeaderValue who) => await Fetched(path, who) switch
    {
        true => null,
        false => new(CallOutcome.LineUnavailable, "Asterisk could not fetch the recording from our address."),
        null => new(CallOutcome.LineUnavailable, "Asterisk did not fetch the recording: its click2call.conf is an older one, or it did not answer; say: click2call lines check"),
    };

    // Whoever asks while it is being fetched waits for the same answer, so no one's own impatience may end it.
    private Task<bool?> Fetched(string path, AuthenticationHeaderValue who)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (fetched.TryGetValue(path, out var seen) && (!seen.There.IsCompleted || (seen.There.IsCompletedSuccessfully && now - seen.At < (seen.There.Result == true ? Known : Pause))))
                return seen.There;
            foreach (var old in fetched.Where(one => now - one.Value.At > Known).Select(one => one.Key).ToList())
                fetched.Remove(old);
            return (fetched[path] = (now, look.Fetch(path, who, CancellationToken.None))).There;
        }
    }
}
