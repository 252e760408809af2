using Click2Call.Accounts;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Campaigns;

/// <summary>The order for one call of a campaign.</summary>
public static class CampaignOrder
{
    /// <summary>The front in the history.</summary>
    public const string Front = "technoline-campaign";

    /// <summary>Makes it; the same campaign, place and dial make the same key. Null when what was written down is no number.</summary>
    public static CallOrder? Of(Campaign campaign, Account account, CampaignRecipient recipient)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(recipient);
        // As it was read when the campaign was taken: a range that the metadata has not heard of is a number, too.
        if (!PhoneNumber.TryParsePlausible(recipient.Phone, account.DefaultRegion, out var number, out _))
            return null;
        // An extension that is not there any more is refused by the desk: a message without words would ring for nothing.
        var bridged = campaign.Extension is not null;
        return new CallOrder
        {
            Account = campaign.Account,
            Front = Front,
            Intent = CallIntent.Direct,
            Kind = bridged ? CallKind.Bridge : CallKind.Message,
            First = new(LegRole.Target, new PhoneDestination(number))
            {
                RingTime = campaign.RingTime,
                Shows = campaign.Shows is null ? null : new CallerId(null, campaign.Shows),
            },
            Second = bridged ? new(LegRole.Agent, new ExtensionDestination(campaign.Extension!)) : null,
            Line = campaign.Line,
            Play = bridged ? null : new PlayList
            {
                Text = campaign.Text,
                Before = campaign.AudioIsOurs ? null : campaign.Audio,
                Upload = campaign.AudioIsOurs ? campaign.Audio : null,
                Keys = CampaignKeys.Read(campaign.Keys, account).Actions,
            },
            Key = new OrderKey("campaign", $"{campaign.Id}\n{recipient.Index}\n{recipient.Dials}"),
            Variables = [new NameValue("campaign", campaign.Id)],
            // Not before the answer of the line is known, and nobody waits for more.
            Patience = TimeSpan.Zero,
        };
    }
}
