using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline.Campaigns;

/// <summary>
/// Whether a line can do what a campaign asks for: told before anybody is called, not by each call. A line that runs campaigns
/// by itself knows extensions, recordings and words of its own, and is handed what we cannot read.
/// </summary>
internal static class CampaignCheck
{
    /// <summary>What it cannot do, by the name of the field; null when all is well.</summary>
    public static string? Problem(Campaign campaign, Account account, IPhoneLine? line)
    {
        if (line is null)
            return campaign.Line is null ? "לחשבון אין קו טלפון: line" : "הקו אינו מוכר: line";
        if (line is ICampaignLine { RunsCampaigns: true })
            return null;
        if (CampaignKeys.Read(campaign.Keys, account).Unreadable is { } unreadable)
            return $"{KeyField.NameOf(unreadable.Key)}: שלוחה של החשבון, מספר טלפון, remove, repeat או hangup";
        if (campaign.Extension is { } extension)
        {
            return account.FindExtension(extension) is not { Blocked: false } ? "השלוחה אינה של החשבון: extensionActivation"
                : campaign.Keys.Count > 0 ? $"{KeyField.NameOf(campaign.Keys[0].Key)}: מקשים פועלים רק בזמן השמעת הודעה"
                : !line.RingsTargetFirst ? "הקו מחייג לשלוחה לפני הלקוח, ולכן אינו מתאים ל-extensionActivation: line"
                : null;
        }

        return Unplayable(line, CampaignOrder.Of(campaign, account, new CampaignRecipient(0, "+972500000000"))!.Play!);
    }

    // Each part by itself, so that the field is named which is in the way.
    private static string? Unplayable(IPhoneLine line, PlayList play)
    {
        return Cannot(new()) ? "הקו אינו משמיע הודעות: audioText, audioFile"
            : play.Text is { } text && Cannot(new() { Text = text }) ? "הקו אינו מקריא טקסט: audioText. יש לשלוח audioFile"
            : play.Upload is { } upload && Cannot(new() { Upload = upload }) ? "הקו אינו משמיע קבצים שהועלו: audioFile"
            : play.Before is { } name && Cannot(new() { Before = name }) ? "הקו משמיע לפי שם רק קבצים ששמם אותיות לועזיות, ספרות, - ו-_: audioFile. יש להעלות את הקובץ"
            : play.Keys.FirstOrDefault(key => Cannot(new() { Keys = [key] })) is { } action ? $"{KeyField.NameOf(action.Key)}: הקו אינו מטפל במקש זה"
            : null;

        bool Cannot(PlayList part) => line.CannotPlay(part) is not null;
    }
}
