using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Intake;

namespace Click2Call.Dialects.Technoline.Flash;

/// <summary>
/// One call per phone in two minutes and so many per hour (PBX Documentation Center, 2FA Outbound Call: "one call per
/// phone per 2 minutes, capped per hour"). Counted in the account's intents, phone and hour in one transaction, so that all
/// instances together keep the limits.
/// </summary>
/// <param name="intents">The rows.</param>
/// <param name="directory">How many an account may have.</param>
/// <param name="clock">The clock.</param>
public sealed class FlashLimits(IIntents intents, IDirectory directory, TimeProvider clock)
{
    /// <summary>How long a phone has its peace.</summary>
    public static readonly TimeSpan PerPhone = TimeSpan.FromMinutes(2);

    private const int Tries = 8;

    /// <summary>Takes a turn for a phone.</summary>
    public async Task<FlashTurn> Take(string account, string phone, CancellationToken cancellation)
    {
        var most = (await directory.Find(account, cancellation))?.FlashCallsPerHour ?? 0;
        var mark = CallId.New(clock);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var now = clock.GetUtcNow();
            var hourEnd = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
            var phoneRow = "limit:flash:" + phone;
            var hourRow = "limit:flash-hour:" + now.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
            var phoneNow = await intents.Find(account, phoneRow, cancellation);
            if (phoneNow is not null && phoneNow.ExpiresAt > now)
                return new FlashTurn.Wait(phoneNow.ExpiresAt - now);
            var hourNow = await intents.Find(account, hourRow, cancellation);
            var count = int.TryParse(hourNow?.Fingerprint, NumberStyles.None, CultureInfo.InvariantCulture, out var counted) ? counted : 0;
            if (count >= most)
                return new FlashTurn.Wait(hourEnd - now);
            Reservation[] rows =
            [
                new(phoneRow, mark, null, now + PerPhone, now + PerPhone) { ETag = phoneNow?.ETag },
                new(hourRow, mark, (count + 1).ToString(CultureInfo.InvariantCulture), hourEnd, hourEnd) { ETag = hourNow?.ETag },
            ];
            if (await intents.Reserve(account, rows, cancellation) is null)
                return new FlashTurn.Free(phoneRow, mark);
        }

        return new FlashTurn.Wait(TimeSpan.FromSeconds(2));
    }

    /// <summary>Gives a turn back when nothing rang. The hour stays counted: a fraudster's failures count too.</summary>
    public async Task GiveBack(string account, FlashTurn.Free turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(turn);
        try
        {
            var now = clock.GetUtcNow();
            if (await intents.Find(account, turn.Row, cancellation) is { } row && row.Call == turn.Mark)
                await intents.Reserve(account, [row with { ReservedUntil = now, ExpiresAt = now }], cancellation);
        }
        catch (StorageUnavailableException)
        {
            // Then it is free again in two minutes.
        }
    }
}
