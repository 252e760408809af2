using Click2Call.Campaigns;

namespace Click2Call.Storage.Campaigns;

/// <summary>The document of a campaign. With setters, so that a member that an older row lacks reads as its default.</summary>
internal sealed class StoredCampaignRow
{
    public string Id { get; set; } = "";

    public string Title { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public CampaignState State { get; set; }

    public string? Text { get; set; }

    public string? Audio { get; set; }

    public bool AudioIsOurs { get; set; }

    public string? Extension { get; set; }

    public string? Line { get; set; }

    public string? Shows { get; set; }

    public int MaxRing { get; set; } = 5;

    public int DialRetries { get; set; } = 1;

    public double BetweenMinutes { get; set; } = 20;

    public double RingSeconds { get; set; } = 30;

    public DateTimeOffset? SendTime { get; set; }

    public bool ReasonableHours { get; set; } = true;

    public List<CampaignKey> Keys { get; set; } = [];

    public int Phones { get; set; }

    public List<string> ErrorPhones { get; set; } = [];

    public List<string> BlockedPhones { get; set; } = [];

    public int Seq { get; set; }

    public DateTimeOffset WakeAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public bool AtRest { get; set; }

    public string? Note { get; set; }

    public CampaignElsewhere? Elsewhere { get; set; }

    public static StoredCampaignRow From(Campaign campaign) => new()
    {
        Id = campaign.Id,
        Title = campaign.Title,
        CreatedAt = campaign.CreatedAt,
        State = campaign.State,
        Text = campaign.Text,
        Audio = campaign.Audio,
        AudioIsOurs = campaign.AudioIsOurs,
        Extension = campaign.Extension,
        Line = campaign.Line,
        Shows = campaign.Shows,
        MaxRing = campaign.MaxRing,
        DialRetries = campaign.DialRetries,
        BetweenMinutes = campaign.BetweenRetries.TotalMinutes,
        RingSeconds = campaign.RingTime.TotalSeconds,
        SendTime = campaign.SendTime,
        ReasonableHours = campaign.ReasonableHours,
        Keys = [.. campaign.Keys],
        Phones = campaign.Phones,
        ErrorPhones = [.. campaign.ErrorPhones],
        BlockedPhones = [.. campaign.BlockedPhones],
        Seq = campaign.Seq,
        WakeAt = campaign.WakeAt,
        EndedAt = campaign.EndedAt,
        AtRest = campaign.AtRest,
        Note = campaign.Note,
        Elsewhere = campaign.Elsewhere,
    };

    public Campaign To(string account) => new()
    {
        Account = account,
        Id = Id,
        Title = Title,
        CreatedAt = CreatedAt,
        State = State,
        Text = Text,
        Audio = Audio,
        AudioIsOurs = AudioIsOurs,
        Extension = Extension,
        Line = Line,
        Shows = Shows,
        MaxRing = MaxRing,
        DialRetries = DialRetries,
        BetweenRetries = TimeSpan.FromMinutes(BetweenMinutes),
        RingTime = TimeSpan.FromSeconds(RingSeconds),
        SendTime = SendTime,
        ReasonableHours = ReasonableHours,
        Keys = Keys,
        Phones = Phones,
        ErrorPhones = ErrorPhones,
        BlockedPhones = BlockedPhones,
        Seq = Seq,
        WakeAt = WakeAt,
        EndedAt = EndedAt,
        AtRest = AtRest,
        Note = Note,
        Elsewhere = Elsewhere,
    };
}
