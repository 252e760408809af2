using System.Globalization;
using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Dialects.Audio;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>
/// The account's audio library. Files lie under the node with which they were uploaded, and are found by their name from
/// everywhere (PBX Documentation Center, Audio file references); their id is their name.
/// </summary>
/// <param name="audio">Where they are.</param>
/// <param name="campaigns">May be playing them.</param>
internal sealed class ManagedFiles(IAudioLibrary audio, ICampaigns campaigns)
{
    /// <summary>The largest file: 10 MB (IVR Extensions Management API, uploadFile).</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>How many of the newest campaigns are asked whether they need what is to go.</summary>
    public const int LookedAt = 200;

    // The audio of campaigns lies beside, and is theirs.
    private const string OfCampaigns = "campaign-";

    public async Task<TechnolineReply> List(ManagedRequest request, ManagedNode node)
    {
        var files = (await All(request)).Where(file => node.Id == ManagedTree.Root || file.Owner == node.Id).ToList();
        return TechnolineReply.Ok(json =>
        {
            json.WriteStartArray("data");
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("fileId", file.Name);
                json.WriteString("name", file.Name);
                json.WriteString("contentType", file.ContentType);
                json.WriteNumber("size", file.Bytes);
                json.WriteString("date", file.ChangedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
                json.WriteString("belowExtension", file.Owner ?? ManagedTree.Root);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    public async Task<TechnolineReply> Upload(ManagedRequest request, ManagedNode node)
    {
        if (request.Form.Files is not [(_, var file)])
            return No(request.Form.Files.Count == 0 ? ManagedNotes.FileMissing : ManagedNotes.FileSeveral);
        if (file.Content.Length is 0 or > MostBytes)
            return No(file.Content.Length == 0 ? ManagedNotes.FileEmpty : ManagedNotes.FileTooLarge);
        if (AudioKind.Of(file.Content.Span) is not { } type)
            return No(ManagedNotes.FileKind);
        // Browsers of old send the whole path.
        var name = request.Fields.Text("name") ?? Path.GetFileNameWithoutExtension(file.Name[(file.Name.LastIndexOf('\\') + 1)..]).Trim();
        if (!IsName(name))
            return No(ManagedNotes.FileName);
        if (request.Fields.Text("checkDuplicate") is "yes" or "1" or "true" && (await All(request)).Any(one => one.Name == name))
            return No(ManagedNotes.FileTaken + name);
        await audio.Keep(request.Account.Id, new AudioFile(name, type, file.Content.Length, default, node.Id == ManagedTree.Root ? null : node.Id), file.Content, CancellationToken.None);
        return Named(name);
    }

    /// <summary>The bytes of a file, named by <c>audio</c> (its id) or <c>fileName</c>.</summary>
    public async Task<TechnolineReply> Download(ManagedRequest request) => await Find(request, "audio", "fileName") is { } file
        && await audio.Find(request.Account.Id, file.Name, request.Cancellation) is { } content
            ? new TechnolineReply(content) { ContentType = AudioKind.Of(content.Span) ?? "application/octet-stream" }
            : Unknown();

    public async Task<TechnolineReply> Rename(ManagedRequest request)
    {
        if (await Find(request, "fileId", "fileName") is not { } file)
            return Unknown();
        var name = request.Fields.Text("newName") ?? "";
        if (!IsName(name))
            return No(ManagedNotes.FileNewName);
        if (name == file.Name)
            return Named(name);
        if ((await All(request)).Any(one => one.Name == name))
            return No(ManagedNotes.FileTaken + name);
        if (await Users(request, file.Name) is { Count: > 0 } users)
            return No(ManagedNotes.InUse + string.Join(", ", users));
        if (await audio.Find(request.Account.Id, file.Name, request.Cancellation) is not { } content)
            return Unknown();
        // Whoever dies between the two leaves the file twice and never none.
        await audio.Keep(request.Account.Id, file with { Name = name }, content, CancellationToken.None);
        await audio.Delete(request.Account.Id, file.Name, CancellationToken.None);
        return Named(name);
    }

    public async Task<TechnolineReply> Remove(ManagedRequest request)
    {
        if (await Find(request, "fileId", "fileName") is not { } file)
            return Unknown();
        if (await Users(request, file.Name) is { Count: > 0 } users)
            return No(ManagedNotes.InUse + string.Join(", ", users));
        await audio.Delete(request.Account.Id, file.Name, CancellationToken.None);
        return Named(file.Name);
    }

    /// <summary>Whether what is kept under a name is of the library: the audio of campaigns is theirs.</summary>
    public static bool IsOfLibrary(string name) => !name.StartsWith(OfCampaigns, StringComparison.Ordinal);

    /// <summary>Whether the library has a file.</summary>
    public async Task<bool> Has(Account account, string name, CancellationToken cancellation) => IsName(name) && await audio.Find(account.Id, name, cancellation) is not null;

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name[^1] != '.' && IsOfLibrary(name) && !name.Any(one => char.IsControl(one) || char.IsSurrogate(one) || one is '/' or '\\' or '#' or '?');

    private async Task<AudioFile?> Find(ManagedRequest request, params string[] parameters)
    {
        var name = parameters.Select(request.Fields.Text).FirstOrDefault(text => text is not null);
        return name is null ? null : (await All(request)).FirstOrDefault(file => file.Name == name);
    }

    private async Task<IEnumerable<AudioFile>> All(ManagedRequest request) =>
        (await audio.List(request.Account.Id, request.Cancellation)).Where(file => IsOfLibrary(file.Name));

    // A name with a variable in it may become any.
    private async Task<List<string>> Users(ManagedRequest request, string name)
    {
        var playing = (await campaigns.List(request.Account.Id, LookedAt, request.Cancellation))
            .Where(campaign => campaign.Audio == name && campaign.State is CampaignState.Running or CampaignState.Held);
        return
        [
            .. request.Account.Flows.Where(flow => flow.Script.Steps.Any(step => step.Play.Any(sound => sound.File == name))).Select(flow => $"flow '{flow.Id}'"),
            .. request.Account.Messages.Where(message => message.Sounds.Any(sound => sound.File == name)).Select(message => $"systemMessage '{message.Code}'"),
            .. playing.Select(campaign => $"campaign '{campaign.Id}'"),
        ];
    }

    private static TechnolineReply Named(string name) => TechnolineReply.Ok(json =>
    {
        json.WriteString("fileId", name);
        json.WriteString("fileName", name);
    });

    private static TechnolineReply No(string note) => TechnolineReply.Error(TechnolineErrors.BadRequest, note);

    private static TechnolineReply Unknown() => TechnolineReply.Error(TechnolineErrors.ExtensionUnknown, ManagedNotes.FileUnknown);
}
