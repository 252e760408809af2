using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Click2Call.Calls;
using Click2Call.Crm.Fetching;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Crm.WriteBack;

/// <summary>
/// Writes an ended call into a CRM: on the record that the lead came from, else on one with its number. It looks for an
/// activity of this very call first, so a second time changes the first and adds none.
/// </summary>
/// <param name="http">Asks.</param>
/// <param name="secrets">The CRM's credentials.</param>
public abstract class CrmClient(CrmHttp http, ISecrets secrets) : IWriteBack
{
    /// <inheritdoc/>
    public abstract string Kind { get; }

    /// <inheritdoc/>
    public async Task<SendResult> Write(string account, WriteBackSettings settings, Call call, string? remote, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var activity = Activity.Of(call, Kind);
        try
        {
            var session = await Open(settings, cancellation);
            var record = activity.Record;
            if (remote is null)
            {
                record = Known(record) ? record : activity.Phone is null ? null : await FindRecord(session, activity, cancellation);
                if (record is null)
                    return new SendResult.Done(null, Note: "The CRM has no record with this number; nothing was written.");
                remote = await FindActivity(session, record, activity, cancellation);
            }

            if (remote is null)
                return await CreateOrWait(session, record!, activity, cancellation);
            await Update(session, remote, activity, cancellation);
            return new SendResult.Done(200, remote);
        }
        catch (CrmRefusedException refused)
        {
            return Failed(refused);
        }
        catch (SecretUnavailableException problem)
        {
            return new SendResult.Failed(null, problem.Message);
        }
    }

    /// <summary>
    /// For how long the CRM's search may not find what was written. So long it is not asked again after a writing of which
    /// nobody knows whether it was done, else <see cref="FindActivity"/> finds nothing and a second activity is made.
    /// </summary>
    internal virtual TimeSpan SearchLag => TimeSpan.Zero;

    internal abstract Task<CrmSession> Open(WriteBackSettings settings, CancellationToken cancellation);

    /// <summary>Whether activities can be written on such a record.</summary>
    internal abstract bool Known(CrmRecord? record);

    internal abstract Task<CrmRecord?> FindRecord(CrmSession session, Activity activity, CancellationToken cancellation);

    internal abstract Task<string?> FindActivity(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation);

    internal abstract Task<string> Create(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation);

    internal abstract Task Update(CrmSession session, string remote, Activity activity, CancellationToken cancellation);

    internal ValueTask<string> Secret(WriteBackSettings settings, string role, CancellationToken cancellation) =>
        settings.Secrets.TryGetValue(role, out var name)
            ? secrets.Get(name, cancellation)
            : throw new CrmRefusedException(CrmAnswer.Broken($"The secret '{role}' is not named."), "The write-back's settings");

    /// <summary>Asks, and takes nothing but a success for an answer.</summary>
    internal async Task<CrmAnswer> Ask(
        CrmSession session, string what, HttpMethod method, string path, Action<Utf8JsonWriter>? body, CancellationToken cancellation)
    {
        using var content = body is null ? null : Json(body);
        var reply = await http.Send(method, new Uri(session.Base, path), session.Credential is { } credential ? [credential] : [], content, cancellation);
        return reply.Ok ? reply : throw new CrmRefusedException(reply, what);
    }

    internal async Task<CrmAnswer> AskForm(Uri url, string what, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        var reply = await http.Post(url, form, cancellation);
        return reply.Ok ? reply : throw new CrmRefusedException(reply, what);
    }

    /// <summary>The id in an answer that must have one.</summary>
    internal static string IdOf(CrmAnswer reply, string what, params ReadOnlySpan<string> path) =>
        reply.Text(path) ?? throw new CrmRefusedException(reply with { Problem = "The answer holds no id." }, what);

    /// <summary>Whether what stands in a record is this number: a search by a part of it finds others', too, and they must not learn of the call.</summary>
    internal static bool IsNumber(string? text, PhoneNumber phone) =>
        PhoneNumber.TryParsePlausible(text, phone.Region, out var theirs, out _) && theirs.E164 == phone.E164;

    /// <summary>The kind of a record in one spelling: HubSpot says both <c>contact</c> and <c>contacts</c>.</summary>
    internal static string? KindOf(CrmRecord? record) => record?.Kind.ToLowerInvariant().TrimEnd('s');

    private static SendResult.Failed Failed(CrmRefusedException refused) =>
        new(refused.Reply.Status is 0 ? null : refused.Reply.Status, refused.Message, refused.Reply.RetryAfter);

    // No answer, an error on its side, or a success that does not say what was made.
    private static bool IsUnclear(CrmAnswer reply) => reply.Ok || reply.Status is 0 or 408 or >= 500;

    private async Task<SendResult> CreateOrWait(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation)
    {
        try
        {
            return new SendResult.Done(201, await Create(session, record, activity, cancellation));
        }
        catch (CrmRefusedException refused) when (SearchLag > TimeSpan.Zero && IsUnclear(refused.Reply))
        {
            var failed = Failed(refused);
            return failed with { RetryAfter = failed.RetryAfter > SearchLag ? failed.RetryAfter : SearchLag, Unclear = true };
        }
    }

    private static ReadOnlyMemoryContent Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new ReadOnlyMemoryContent(bytes.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }
}
