using Click2Call.Accounts;
using Click2Call.Lines;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>Brings phone systems' events into the rows of their calls. Adds facts, sets alarms, never dials.</summary>
internal sealed partial class CallEvents(ICallLog log, CallWriter writer, ILateEvents late, IDirectory directory, ILogger<CallEvents> logger) : ICallEvents
{
    // 2 s, 4 s, … about ten minutes in all; then it is an orphan.
    private const int LateTries = 9;

    /// <inheritdoc />
    public Task<Heard> Hear(LineEvent told, CancellationToken cancellation) => Hear(told, 0, cancellation);

    /// <summary>Hears an event that was put aside before.</summary>
    public async Task<Heard> Hear(LineEvent told, int tries, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(told);
        var attempt = told.Attempt ?? (told.ProviderCallId is { } provider
            ? await log.FindByProvider(told.Account, told.Line, provider, cancellation)
            : null);
        var stored = attempt is { } id ? await log.Find(told.Account, id.Call, cancellation) : null;
        if (stored is null)
            return await PutAside(told, tries, cancellation);
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
    public Task PutBack(LineEvent told, int tries, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(told);
        Log.GivenUp(logger, told.Account, told.Line, tries);
        return tries < LateTries ? late.Put(told, tries + 1, TimeSpan.FromMinutes(1), cancellation) : late.KeepOrphan(told, cancellation);
    }

    private async Task<Heard> PutAside(LineEvent told, int tries, CancellationToken cancellation)
    {
        if (tries < LateTries)
        {
            await late.Put(told, tries + 1, TimeSpan.FromSeconds(2 << Math.Min(tries, 7)), cancellation);
            return Heard.Waiting;
        }

        Log.Orphan(logger, told.Account, told.Line);
        await late.KeepOrphan(told, cancellation);
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
