using System.Collections.Immutable;
using Click2Call.Accounts;
using Click2Call.Lines;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>Brings phone systems' events into the rows of their calls. Adds facts, sets alarms, never dials.</summary>
internal sealed partial class CallEvents(ICallLog log, CallWriter writer, ILateEvents lateEvents, IDirectory directory, TimeProvider time, ILogger<CallEvents> logger) : ICallEvents
{
    // A reply is a few seconds late, or as many as a dial may take; what only a look-up finds comes minutes later. Twelve
    // and a half in all, and then it is an orphan. Most that come to nothing are of calls that are none of ours.
    private static readonly ImmutableArray<int> SecondsToNextTry = [2, 4, 8, 20, 60, 180, 480];

    /// <inheritdoc />
    public Task<Heard> Hear(LineEvent told, CancellationToken cancellation) => Hear(new LateEvent(told, 0), cancellation);

    /// <summary>Hears an event that was put aside before.</summary>
    public async Task<Heard> Hear(LateEvent late, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(late);
        var told = late.Told;
        ArgumentNullException.ThrowIfNull(told);
        var now = time.GetUtcNow();
        var attempt = told.Attempt ?? (told.ProviderCallId is { } provider
            ? await log.FindByProvider(told.Account, told.Line, provider, late.SoughtAt, cancellation)
            : null);
        var stored = attempt is { } id ? await log.Find(told.Account, id.Call, cancellation) : null;
        if (stored is null)
            return await PutAside(late with { SoughtAt = now }, cancellation);
        if (stored.Call.Line != told.Line)
        {
            Log.Foreign(logger, told.Account, told.Line);
            return Heard.Foreign;
        }

        var number = attempt!.Value.Number;
        List<Fact> facts = [];
        foreach (var fact in told.Facts)
        {
            facts.Add(fact switch
            {
                Fact.LegAnswered { Phone: { } phone } answered => answered with { Attempt = number, Phone = await ExtensionOf(told.Account, phone, cancellation) },
                Fact.OfAttempt of => of with { Attempt = number },
                _ => fact,
            });
        }

        if (told.ProviderCallId is { } name && facts.Count > 0)
            facts.Add(new Fact.ProviderNamed(name, facts[0].At) { Attempt = number });
        var (_, changed) = await writer.Write(stored, facts, cancellation);
        return changed ? Heard.Applied : Heard.Known;
    }

    // A phone may have another name in the phone system than its extension has with us.
    private async Task<string?> ExtensionOf(string account, string phone, CancellationToken cancellation) =>
        await directory.Find(account, cancellation) is { } known
            ? (known.Extensions.FirstOrDefault(extension => extension.SipUser == phone) ?? known.FindExtension(phone))?.Number
            : null;

    /// <summary>
    /// Puts back an event that the host gave up, which is storage that was down or a mistake of ours: a minute later it is
    /// heard again, and in the end it is kept as an orphan like any other.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Storage did not answer; the message comes back.</exception>
    public Task PutBack(LateEvent late, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(late);
        Log.GivenUp(logger, late.Told.Account, late.Told.Line, late.Tries);
        return late.Tries < SecondsToNextTry.Length
            ? lateEvents.Put(late with { Tries = late.Tries + 1 }, TimeSpan.FromMinutes(1), cancellation)
            : lateEvents.KeepOrphan(late.Told, cancellation);
    }

    private async Task<Heard> PutAside(LateEvent late, CancellationToken cancellation)
    {
        if (late.Tries < SecondsToNextTry.Length)
        {
            await lateEvents.Put(late with { Tries = late.Tries + 1 }, TimeSpan.FromSeconds(SecondsToNextTry[late.Tries]), cancellation);
            return Heard.Waiting;
        }

        Log.Orphan(logger, late.Told.Account, late.Told.Line);
        await lateEvents.KeepOrphan(late.Told, cancellation);
        return Heard.Foreign;
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Warning, "Account {Account}, line {Line}: an event names a call of another line; ignored.")]
        public static partial void Foreign(ILogger logger, string account, string line);

        [LoggerMessage(1402, LogLevel.Warning, "Account {Account}, line {Line}: an event found no call in ten minutes; kept as an orphan.")]
        public static partial void Orphan(ILogger logger, string account, string line);

        [LoggerMessage(1403, LogLevel.Error, "Account {Account}, line {Line}: an event failed again and again (try {Tries}); it is put back, or kept as an orphan.")]
        public static partial void GivenUp(ILogger logger, string account, string line, int tries);
    }
}
