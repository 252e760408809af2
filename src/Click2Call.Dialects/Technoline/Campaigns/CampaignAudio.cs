using Click2Call.Campaigns;
using Click2Call.Dialects.Audio;
using Click2Call.Lines;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>What a campaign plays, as it is kept for it alone: whoever uploads another file of the same name later changes no campaign that runs.</summary>
/// <param name="Name">The name under which it is kept; letters, digits, a dash and a dot, fit for an address.</param>
/// <param name="Content">The file.</param>
/// <param name="ContentType">What it is.</param>
internal sealed record CampaignAudio(string Name, ReadOnlyMemory<byte> Content, string ContentType)
{
    /// <summary>Makes it of the file that was sent, or of one that was uploaded before under the name that was sent.</summary>
    /// <returns>It, or null where there is none; or what is wrong with it.</returns>
    public static async Task<(CampaignAudio? Audio, string? Problem)> Of(CampaignRequest request, Campaign campaign, IPhoneLine? line, Func<string, Task<ReadOnlyMemory<byte>?>> find)
    {
        var file = request.Audio ?? (campaign.Audio is { } name && IsFile(name) && await find(name) is { } kept ? new UploadedFile(name, "", kept) : null);
        if (file is null)
            return (null, null);
        // A phone system that runs campaigns by itself says which audio it plays; it gets no other file.
        if (line is ICampaignLine { RunsCampaigns: true })
        {
            return AudioKind.Of(file.Content.Span) is { } kind
                ? (new(CampaignDesk.AudioNameOf(campaign.Id, AudioKind.Ending(kind)), file.Content, kind), null)
                : (null, "הקובץ אינו קובץ שמע (MP3, WAV, OGG, M4A, FLAC, AMR, AU): audioFile");
        }

        return TelephoneAudio.Of(file.Content) is { } sound
            ? (new(CampaignDesk.AudioNameOf(campaign.Id, ".wav"), sound, "audio/wav"), null)
            : (null, "הקובץ אינו WAV או MP3 שאפשר להשמיע, עד 10 דקות: audioFile");
    }

    private static bool IsFile(string name) => name.Length > 0 && !name.Any(one => char.IsControl(one) || one is '/' or '\\' or '#' or '?');
}
