using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>
/// Extension management at <c>/ivrFilesApi.php</c>, over the account's real extensions, groups, hours and flows. A key with the
/// scope <c>manage</c>, or without scopes, is all it needs (PBX Documentation Center, cheat sheet); a key that may only place
/// calls changes nothing. The names of the actions are the vendor's as public clients use them; <c>foldersOrder</c> and
/// <c>addressRenew</c>, for which nobody prints a name, are ours.
/// </summary>
public sealed class ExtensionActions : ITechnolineAction
{
    /// <summary>The largest file: 10 MB (IVR Extensions Management API, uploadFile).</summary>
    public const int MostBytes = ManagedFiles.MostBytes;

    private const int Tries = 4;

    private readonly IDirectory directory;
    private readonly Func<string, CancellationToken, ValueTask<Account?>> fresh;
    private readonly IAccountBook book;
    private readonly Func<LineSettings, LineCapabilities> capabilities;
    private readonly Dictionary<string, Func<ManagedRequest, Task<TechnolineReply>>> actions;

    /// <summary>Manages accounts.</summary>
    /// <param name="directory">Knows the keys.</param>
    /// <param name="fresh">Reads an account as it is now, and not as it was seconds ago.</param>
    /// <param name="book">Writes accounts.</param>
    /// <param name="audio">Keeps uploaded audio.</param>
    /// <param name="campaigns">May be playing it.</param>
    /// <param name="capabilities">What a line can do.</param>
    public ExtensionActions(
        IDirectory directory, Func<string, CancellationToken, ValueTask<Account?>> fresh, IAccountBook book, IAudioLibrary audio, ICampaigns campaigns, Func<LineSettings, LineCapabilities> capabilities)
    {
        (this.directory, this.fresh, this.book, this.capabilities) = (directory, fresh, book, capabilities);
        var files = new ManagedFiles(audio, campaigns);
        var messages = new ManagedMessages(files);
        actions = new(StringComparer.Ordinal)
        {
            ["getUiSchema"] = request => Task.FromResult(TechnolineReply.Ok(json => ManagedSchema.Write(json, request.Account))),
            ["getExtensionTypes"] = _ => Task.FromResult(TechnolineReply.Ok(ManagedSchema.Types)),
            ["getAccountSettings"] = request => Task.FromResult(TechnolineReply.Ok(json => ManagedSchema.Settings(json, request.Account))),
            ["foldersList"] = request => Task.FromResult(ManagedReads.Tree(request.Account)),
            ["folderSettings"] = request => OfNode(request, node => Task.FromResult(ManagedReads.Data(node))),
            ["getExtensionPath"] = request => OfNode(request, node => Task.FromResult(ManagedReads.Path(node))),
            ["getOptions2"] = request => Task.FromResult(ManagedReads.Options(request.Account, request.Fields)),
            ["extensionSet"] = Set,
            ["folderDelete"] = request => Change(request, async (now, node) => await Connecting(campaigns, now, node) is { } campaign
                ? ManagedResult.No($"{ManagedNotes.InUse}campaign '{campaign.Id}'")
                : new ManagedChange(now.Account, capabilities).Remove(node)),
            ["foldersOrder"] = Arrange,
            ["securitySet"] = request => Change(request, (now, node) => Task.FromResult(ManagedSecurity.Set(now.Account, node, now.Fields))),
            ["addressRenew"] = request => Change(request, (now, node) => Task.FromResult(ManagedForms.Of(node.Type).Address ? new FlowChange(now.Account).Renew(node) : ManagedResult.No(ManagedNotes.NoAddress))),
            ["filesList"] = request => OfNode(request, node => files.List(request, node)),
            ["uploadFile"] = request => OfNode(request, node => files.Upload(request, node)),
            ["fileDownload"] = files.Download,
            ["fileRename"] = files.Rename,
            ["fileDelete"] = files.Remove,
            ["systemMessagesList"] = request => OfNode(request, node => Task.FromResult(ManagedMessages.List(request.Account, node))),
            ["saveCustomMessagesBeta"] = request => Change(request, messages.Set),
        };
    }

    /// <summary>Every action, by its name.</summary>
    public IReadOnlyCollection<string> Actions => actions.Keys;

    /// <inheritdoc/>
    public bool Takes(string action) => actions.ContainsKey(action);

    /// <inheritdoc/>
    public async Task<TechnolineReply> Answer(HttpContext http, string action, TechnolineForm form)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(form);
        if (TechnolineReply.Unreadable(form) is { } unreadable)
            return unreadable;
        try
        {
            var key = form.Fields.Has("apiKey", out var presented) ? await directory.FindKey(presented, http.RequestAborted) : null;
            return key?.Has(KeyScope.Manage) == true && await fresh(key.Account, http.RequestAborted) is { } account
                ? await actions[action](new ManagedRequest(account, form, http.RequestAborted))
                : TechnolineReply.Error(TechnolineErrors.Unauthorized, TechnolineNotes.KeyUnknown);
        }
        catch (AccountTooLargeException e)
        {
            return No($"{ManagedNotes.TooLarge}{e.Part}");
        }
    }

    private Task<TechnolineReply> Set(ManagedRequest request)
    {
        if (request.Fields.Text("extensionId") != ManagedTree.New)
        {
            return Change(request, (now, node) =>
            {
                var form = ManagedForms.Of(node.Type);
                return Task.FromResult(new ManagedChange(now.Account, capabilities).Set(form, node, ManagedSettings.Read(now.Fields, form)));
            });
        }

        if (ManagedForms.Find(request.Fields.Text("type") ?? "extension") is not { Creatable: true } made)
            return Task.FromResult(No(ManagedNotes.TypeUnknown + string.Join(", ", ManagedForms.All.Where(form => form.Creatable).Select(form => form.Type))));
        if (request.Fields.Text("belowExtension") is { } below && below != ManagedTree.Root)
            return Task.FromResult(No(ManagedNotes.BelowUnknown));
        return Save(request, now => Task.FromResult(new ManagedChange(now.Account, capabilities).Set(made, null, ManagedSettings.Read(now.Fields, made))));
    }

    // A campaign under way that connects its people with an extension would find nobody to connect them with.
    private static async Task<Campaign?> Connecting(ICampaigns campaigns, ManagedRequest request, ManagedNode node) => node.Type != "extension" ? null
        : (await campaigns.List(request.Account.Id, ManagedFiles.LookedAt, request.Cancellation)).FirstOrDefault(one => one.Extension == node.Number && one.State is CampaignState.Running or CampaignState.Held);

    // Whatever form a list comes in: "a,b", order[]=a&order[]=b, or ["a","b"] in JSON.
    private Task<TechnolineReply> Arrange(ManagedRequest request)
    {
        var text = request.Fields["order"] ?? request.Fields["order[]"] ?? "";
        var ids = ManagedField.Several(text.Trim('[', ']')).ConvertAll(id => id.Trim('"'));
        return Save(request, now => Task.FromResult(new ManagedChange(now.Account, capabilities).Arrange(ids)));
    }

    private Task<TechnolineReply> Change(ManagedRequest request, Func<ManagedRequest, ManagedNode, Task<ManagedResult>> change) => OfNode(request, _ => Save(
        request, async now => now.Node is { } node ? await change(now, node) : ManagedResult.No(TechnolineNotes.ExtensionUnknown)));

    // Somebody else may change the same part at the same moment: whoever comes second looks again.
    private async Task<TechnolineReply> Save(ManagedRequest request, Func<ManagedRequest, Task<ManagedResult>> change)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var result = await change(request);
            if (result.Account is not { } changed)
                return No(result.Problem!);
            if (await book.Change(request.Account, changed, CancellationToken.None))
            {
                return TechnolineReply.Ok(json =>
                {
                    json.WriteString("extensionId", result.Id);
                    if (result.Address is { } address)
                        json.WriteString("address", address);
                });
            }

            if (await fresh(request.Account.Id, request.Cancellation) is not { } again)
                return No(TechnolineNotes.ExtensionUnknown);
            request = request with { Account = again };
        }

        return TechnolineReply.Error(TechnolineErrors.Unavailable, ManagedNotes.Changed) with { RetryAfter = TimeSpan.FromSeconds(1) };
    }

    private static async Task<TechnolineReply> OfNode(ManagedRequest request, Func<ManagedNode, Task<TechnolineReply>> answer) =>
        request.Node is { } node ? await answer(node) : TechnolineReply.Error(TechnolineErrors.ExtensionUnknown, TechnolineNotes.ExtensionUnknown);

    private static TechnolineReply No(string note) => TechnolineReply.Error(TechnolineErrors.BadRequest, note);
}
