using Click2Call.Lines;
using Microsoft.Extensions.Logging;

namespace Click2Call.Calls;

/// <summary>Brings phone systems' events into the rows of their calls. Adds facts, sets alarms, never dials.</summary>
internal sealed partial class CallEvents(ICallLog log, CallWriter writer, ILateEvents late, ILogger<CallEvents> logger) : ICallEvents
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
        List<Fact> facts = [.. told.Facts.Select(fact => fact is Fact.OfAttempt of ? of with { Attempt = number } : fact)];
        if (told.ProviderCallId is { } name && facts.Count > 0)
            facts.Add(new Fact.ProviderNamed(name, facts[0].At) { Attempt = number });
        var (_, changed) = await writer.Write(stored, facts, cancellation);
        return changed ? Heard.Applied : Heard.Known;
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
    }
}
