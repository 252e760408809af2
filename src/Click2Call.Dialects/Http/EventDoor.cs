using System.Net;
using Click2Call.Accounts;
using Click2Call.Calls;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Http;

/// <summary>
/// Where phone systems report: finds the line, checks the secret of the path, has the dialect read the event, hands its
/// facts to the calls and acknowledges in the dialect's words. Never dials.
/// </summary>
/// <param name="directory">Accounts and their lines.</param>
/// <param name="calls">Where facts go.</param>
/// <param name="readers">One for each dialect that tells something.</param>
/// <param name="clock">The time at which events come.</param>
/// <param name="sender">
/// The sender's address, as far as the operator's trusted proxies tell it; absent or null: nobody knows, and lines with
/// <see cref="LineAddress.EventAddresses"/> refuse.
/// </param>
public sealed class EventDoor(
    IDirectory directory, ICallEvents calls, IEnumerable<ILineEventReader> readers, TimeProvider clock, Func<HttpContext, IPAddress?>? sender = null)
{
    private readonly Dictionary<string, ILineEventReader> readers = readers.ToDictionary(reader => reader.Dialect, StringComparer.Ordinal);

    /// <summary>Answers one event. An unknown account, line, token or sender is 404 for all of them alike.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="lineId">The line in the path: <c>{account}.{line}</c>.</param>
    /// <param name="token">The secret in the path.</param>
    public async Task Answer(HttpContext http, string lineId, string token)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(lineId);
        var gone = http.RequestAborted;
        try
        {
            var dot = lineId.IndexOf('.', StringComparison.Ordinal);
            var account = dot > 0 ? await directory.Find(lineId[..dot], gone) : null;
            var line = account?.FindLine(lineId[(dot + 1)..]);
            if (account is null
                || line is null
                || !KeyHash.Matches(line.EventTokenHash, token)
                || !LineAddress.AdmitsEventFrom(line, sender?.Invoke(http))
                || !readers.TryGetValue(line.Dialect, out var reader))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            if (await RequestBody.Read(http.Request, FieldLimits.Default.Body, gone) is not { } body)
            {
                http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            var request = new EventRequest(http.Request.Method, http.Request.ContentType, http.Request.QueryString.Value, body, clock.GetUtcNow());
            await Hear(http, reader.Read(account.Id, line, request));
        }
        catch (StorageUnavailableException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task Hear(HttpContext http, EventReading reading)
    {
        var answer = reading.Heard;
        try
        {
            // Not canceled with the request: half of an event is worse than one that is sent again.
            foreach (var told in reading.Events)
                await calls.Hear(told, CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            answer = reading.NotHeard;
        }

        await HttpAnswer.Send(http, answer.Status, answer.ContentType, answer.Bytes);
    }
}
