using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Connects the caller with an Israeli number. <c>ANSWER</c>, <c>NOANSWER</c>, <c>BUSY</c> or <c>CHANUNAVAIL</c> comes back.</summary>
public sealed record SimpleRouting : Module
{
    /// <summary>Dials.</summary>
    /// <param name="name">The name of its result.</param>
    /// <param name="dialPhone">A full Israeli number with its leading zero.</param>
    public SimpleRouting(string name, string dialPhone)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dialPhone);
        Name = name;
        DialPhone = ModuleRules.IsraeliNumber(dialPhone);
    }

    /// <summary>The number to dial.</summary>
    public string DialPhone { get; }

    /// <summary>The number that is shown; empty or absent: the caller's.</summary>
    public string? DisplayNumber { get; init => field = value is null ? null : ModuleRules.Shown(value); }

    /// <summary>Digits behind the caller's number on the display.</summary>
    public string? AddDigits { get; init => field = value is null ? null : ModuleRules.Digits(value, 10); }

    /// <summary>Music to the caller while it rings, instead of the ringing tone.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? RoutingMusic { get; init; }

    /// <summary>Seconds that it rings.</summary>
    public int? RingSec { get; init => field = ModuleRules.Range(value, 1, 300); }

    /// <summary>Seconds that they may talk.</summary>
    public int? Limit { get; init => field = ModuleRules.Range(value, 1, 86_400); }

    /// <summary>The campaign that pays.</summary>
    public string? CampaignBilling { get; init => field = value is null ? null : ModuleRules.Short(value, 40); }
}
