using System.Text;
using Click2Call.Accounts;
using Click2Call.Dialects.Http;
using Click2Call.Flows;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>
/// Where the phone system asks what to do: <c>/module/{account}.{flow}.{secret}</c>. Whatever fails, it is answered
/// HTTP 200 with JSON that it understands: anything else sends the caller back to the menu before, without a word
/// (PBX Documentation Center, "Critical rule" and Common Pitfalls).
/// </summary>
/// <param name="directory">Knows the accounts.</param>
/// <param name="runner">Runs their flows.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears what failed.</param>
/// <param name="audio">Files of the accounts' libraries.</param>
/// <param name="site">The address under which a request reached us.</param>
public sealed partial class ModuleDoor(
    IDirectory directory, FlowRunner runner, TimeProvider time, ILogger<ModuleDoor> logger, FlowAudio? audio = null, Func<HttpRequest, Uri?>? site = null)
{
    /// <summary>The phone system gives up after about 30 seconds; we answer before.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // For the recording of an apology, when that patience may be over.
    private static readonly TimeSpan ApologyPatience = TimeSpan.FromSeconds(3);

    /// <summary>Answers one request.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="token">The part of the path after <c>/module/</c>.</param>
    public async Task Answer(HttpContext http, string? token)
    {
        ArgumentNullException.ThrowIfNull(http);
        var known = new Known();
        var json = await Safely(known, async cancellation =>
        {
            if (!FlowAddress.TryParse(token, out var address)
                || await directory.Find(address.Account, cancellation) is not { } account
                || account.FindFlow(address.Flow) is not { } flow
                || !KeyHash.Matches(flow.TokenHash, address.Secret))
            {
                Log.NoFlow(logger);
                return TechnolineModules.Sorry.ToJson();
            }

            (known.Account, known.Flow) = (account, flow);
            var request = known.Request = await Read(http, cancellation) with { Site = site?.Invoke(http.Request) };
            return await runner.Answer(account, flow, request, cancellation);
        });
        await HttpAnswer.Send(http, StatusCodes.Status200OK, HttpAnswer.Json, Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Answers a request about a flow that is known; never fails.</summary>
    /// <param name="account">Whose flow it is.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="request">The request.</param>
    public Task<string> Ask(Account account, Flow flow, ModuleRequest request)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(request);
        return Safely(new Known { Account = account, Flow = flow, Request = request }, cancellation => runner.Answer(account, flow, request, cancellation));
    }

    private static async ValueTask<ModuleRequest> Read(HttpContext http, CancellationToken cancellation)
    {
        var body = HttpMethods.IsPost(http.Request.Method) ? await RequestBody.Read(http.Request, FieldLimits.Default.Body, cancellation) : null;
        return ModuleRequest.Read(http.Request.QueryString.Value, http.Request.ContentType, body ?? default);
    }

    // One patience for all of it, and what is known by then says the apology: of two, the outer would end first and know of no flow.
    private async Task<string> Safely(Known known, Func<CancellationToken, Task<string>> answer)
    {
        try
        {
            using var late = new CancellationTokenSource(Patience, time);
            return await answer(late.Token).WaitAsync(Patience, time);
        }
#pragma warning disable CA1031 // Whatever it is: the caller must not be sent back without a word.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(logger, known.Flow?.Id ?? "", e.GetType().Name, e is FlowBrokenException ? e.Message : "");
            var sorry = await Sorry(known.Request?.Site, known.Account, known.Flow, e is FlowBrokenException { WentOn: true } ? SystemMessage.Endless : SystemMessage.Failure);
            return known.Request is { IsSketch: true } ? ModuleSketch.ToJson(sorry) : sorry.ToJson();
        }
    }

    // The flow's system message, else its own apology, else the account's system message, else ours.
    private async Task<ModuleReply> Sorry(Uri? address, Account? account, Flow? flow, string code)
    {
        IReadOnlyList<FlowSound> words = account?.MessageOf(flow?.Id, code) is { Count: > 0 } own ? own
            : flow?.Script.Apology is { } apology ? [new FlowSound { Text = apology }]
            : account?.MessageOf(null, code) is { Count: > 0 } general ? general
            : [new FlowSound { Text = TechnolineModules.Apology }];
        IReadOnlyDictionary<string, AudioItem>? ours = FlowAudio.None;
        if (audio is not null && account is not null && words.Any(one => one.File is not null))
            ours = await Library(audio, account, address);
        // What nobody can fetch now is said in words: a name alone would be silence.
        if (ours is null)
            words = [new FlowSound { Text = flow?.Script.Apology ?? TechnolineModules.Apology }];
        return ModuleReply.Of(
            new SimpleMessage([.. words.Select(one => one.File is not { } file ? AudioItem.Say(one.Text!) : ours!.GetValueOrDefault(file) ?? AudioItem.File(file))]),
            flow?.Script.Refuge is { } refuge ? new GoTo(refuge) : new HangUp());
    }

    private async Task<IReadOnlyDictionary<string, AudioItem>?> Library(FlowAudio files, Account account, Uri? address)
    {
        try
        {
            using var late = new CancellationTokenSource(ApologyPatience, time);
            return await files.Of(account.Id, address, late.Token).WaitAsync(ApologyPatience, time);
        }
#pragma warning disable CA1031 // Whatever it is: the caller must not be sent back without a word.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>What was found out of a request so far.</summary>
    private sealed class Known
    {
        public Account? Account { get; set; }

        public Flow? Flow { get; set; }

        public ModuleRequest? Request { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "A phone system asked at an address that no flow has")]
        public static partial void NoFlow(ILogger logger);

        [LoggerMessage(3102, LogLevel.Error, "The flow {Flow} could not answer a call, which heard the apology: {Kind} {Detail}")]
        public static partial void Failed(ILogger logger, string flow, string kind, string detail);
    }
}
