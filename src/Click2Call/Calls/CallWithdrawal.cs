using Click2Call.Intake;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Calls;

/// <summary>Takes calls from the desk: hangs them up in whatever state, or hands a waiting one to whoever calls the person by another way.</summary>
internal sealed class CallWithdrawal(Screen screen, CallWriter writer, CallTakeDown takeDown, ICallLog log, ILines lines, TimeProvider time)
{
    public Task<HangUpResult> HangUp(HangUpOrder order) => order.Call is { } id ? HangUpCall(order, id) : HangUpExtension(order);

    // The row decides: whoever claims its next try and whoever takes it over cannot both write.
    public async Task<TakeOverResult> TakeOver(string account, CallId id, string taker)
    {
        if (await log.Find(account, id, CancellationToken.None) is not { } stored)
            return TakeOverResult.NotFound;
        if (stored.Call.State == CallState.Scheduled)
            (stored, _) = await writer.Write(stored, [new Fact.TakenOver(taker, time.GetUtcNow())], CancellationToken.None);
        return stored.Call.State != CallState.Ended ? TakeOverResult.UnderWay
            : stored.Call.Note == Fact.TakenOver.NoteOf(taker) ? TakeOverResult.Taken
            : TakeOverResult.AlreadyEnded;
    }

    private async Task<HangUpResult> HangUpCall(HangUpOrder order, CallId id)
    {
        var account = order.Account;
        if (await log.Find(account, id, CancellationToken.None) is not { } stored)
            return HangUpResult.NotFound;
        if (stored.Call.State == CallState.Ended)
            return HangUpResult.AlreadyEnded;

        // Written whatever the line can do: where it cannot hang up, the call rings out or is talked to its end, and is not tried again.
        var line = await lines.Find(account, stored.Call.Line, CancellationToken.None);
        var cannot = stored.Call.State != CallState.Scheduled && line?.Capabilities.HasFlag(LineCapabilities.HangUp) != true;
        (stored, _) = await writer.Write(stored, [new Fact.CancelRequested(time.GetUtcNow())], CancellationToken.None);
        if (cannot)
            return stored.Call.State == CallState.Ended ? HangUpResult.Done : HangUpResult.LineCannot;
        if (stored.Call.State != CallState.Ended && line is not null)
            stored = await takeDown.TakeDown(stored, line, CancellationToken.None);
        return stored.Call.State == CallState.Ended ? HangUpResult.Done : HangUpResult.Asked;
    }

    private async Task<HangUpResult> HangUpExtension(HangUpOrder order)
    {
        if (order.Extension is not { } extension
            || await screen.LineOf(order.Account, extension, order.Line) is not { } line)
        {
            return HangUpResult.NotFound;
        }

        return await line.HangUpExtension(extension, CancellationToken.None) switch
        {
            null => HangUpResult.LineCannot,
            true => HangUpResult.Done,
            false => HangUpResult.Unavailable,
        };
    }
}
