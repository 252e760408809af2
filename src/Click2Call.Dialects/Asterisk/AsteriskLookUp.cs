using System.Net.Http.Headers;
using System.Security.Cryptography;
using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Asterisk;

/// <summary>
/// Asks what became of an attempt: first its channel, then the records in AstDB. ARI does not read AstDB itself
/// ("Dangerous function DB read blocked"), so a channel that stands still in the dialplan reads it for us.
/// </summary>
internal sealed class AsteriskLookUp(AsteriskClient client, AsteriskOptions options, TimeProvider clock)
{
    /// <summary>For how long the dialplan keeps its records.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private const int Tries = 80;

    public async Task<LookUp> Find(AttemptId attempt, AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        switch (await client.Get($"channels/{attempt}", who, cancellation))
        {
            case LineReply.Answered { Status: 200 }:
                return new LookUp.Live();
            case LineReply.Answered { Status: 404, Body: var body } when AsteriskWire.SaysThereIsNone(body):
                break;
            default:
                return new LookUp.NotYet();
        }

        if (await Uptime(who, cancellation) is not { } up
            || await Look(attempt.ToString(), AsteriskVariables.DayOf(attempt), who, cancellation) is not { } fields)
        {
            return new LookUp.NotYet();
        }

        var now = clock.GetUtcNow();
        var shift = AsteriskRecord.ShiftOf(now, up.Now);
        var record = new AsteriskRecord(fields, shift);
        if (record.Over)
            return new LookUp.Ended(record.Outcome(attempt)) { Facts = record.Facts(now, client.Recording(attempt)) };
        var began = up.Now + shift - up.Time;
        if (record.PlacedAt is { } placed)
            return began < placed ? new LookUp.Unknown() : new LookUp.Ended(record.OutcomeAtCrash()) { Facts = record.FactsAtCrash(began) };

        // AstDB saves once a second: an Asterisk that was killed since may have forgotten what it had just dialled.
        var age = now - attempt.Call.CreatedAt;
        return up.Time > age && age < Kept ? new LookUp.NeverPlaced() : new LookUp.Unknown();
    }

    /// <summary>Has the dialplan look: an attempt's records, or (<c>check</c>) whether Asterisk reaches us.</summary>
    /// <returns>What it found; null when there is nobody who looks.</returns>
    public Task<IReadOnlyDictionary<string, string>?> Look(string id, string day, AuthenticationHeaderValue who, CancellationToken cancellation) =>
        Ask("click2call-look", "click2call-look", [new("C2C_ID", id), new("C2C_DAY", day), new("C2C_EVENTS", options.Events)], who, cancellation);

    /// <summary>Has Asterisk fetch an upload of ours, so that it has it before a phone rings.</summary>
    /// <returns>Whether it has it; null when there is nobody who fetches.</returns>
    public async Task<bool?> Fetch(string path, AuthenticationHeaderValue who, CancellationToken cancellation) =>
        await Ask("click2call-fetch", "click2call-idle", [new("C2C_AUDIO", path), new("C2C_EVENTS", options.Events)], who, cancellation) is { } found
            ? found.GetValueOrDefault("fetched") == "SUCCESS"
            : null;

    private async Task<IReadOnlyDictionary<string, string>?> Ask(string far, string near, NameValue[] variables, AuthenticationHeaderValue who, CancellationToken cancellation)
    {
        var channel = "channels/click2call-look-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        var body = AsteriskWire.Originate(far, near, channel["channels/".Length..] + ".2", 20, variables);
        if (await client.Send(HttpMethod.Post, channel, who, body, null, cancellation) is not LineReply.Answered { Status: 200 })
            return null;
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                var reply = await client.Get(channel + "/variable?variable=C2C_FOUND", who, cancellation);
                if (reply is LineReply.Answered { Status: 200, Body: var found } && AsteriskWire.Text(found, "value") is { Length: > 0 } text)
                    return Fields(text);
                // 404 is said of a variable that is not there yet, and of a channel that is gone: there is no such context.
                if (reply is not LineReply.Answered { Status: 404, Body: var missing } || AsteriskWire.Reason(missing) == "Channel not found")
                    return null;
                await Task.Delay(Pause, clock, cancellation);
            }

            return null;
        }
        finally
        {
            await client.Send(HttpMethod.Delete, channel, who, null, null, CancellationToken.None);
        }
    }

    /// <summary>How long Asterisk has been running, by its own clock, and what that says.</summary>
    public async Task<(TimeSpan Time, DateTimeOffset Now)?> Uptime(AuthenticationHeaderValue who, CancellationToken cancellation) =>
        await client.Get("asterisk/info?only=status", who, cancellation) is LineReply.Answered { Status: 200, Body: var info }
        && AsteriskWire.Time(AsteriskWire.Text(info, "status", "startup_time")) is { } started
        && await client.Get("asterisk/ping", who, cancellation) is LineReply.Answered { Status: 200, Body: var ping }
        && AsteriskWire.Time(AsteriskWire.Text(ping, "timestamp")) is { } now
            ? (now - started, now)
            : null;

    /// <summary>Reads the dialplan's own text.</summary>
    public static IReadOnlyDictionary<string, string> Fields(string text)
    {
        List<NameValue> pairs = [];
        UrlEncoded.Read(text, pairs, 100);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
            fields[name] = value;
        return fields;
    }
}
