using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>
/// One thing that the phone system is told to do (Technoline API Module Documentation, Modules). Each of the twelve is a
/// record whose members refuse what the phone system would not understand, because it says nothing then: the caller just
/// falls back to the menu before (PBX Documentation Center, "Critical rule").
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SimpleMessage), "simpleMessage")]
[JsonDerivedType(typeof(AudioPlayer), "audioPlayer")]
[JsonDerivedType(typeof(SimpleMenu), "simpleMenu")]
[JsonDerivedType(typeof(GetDtmf), "getDTMF")]
[JsonDerivedType(typeof(Recording), "record")]
[JsonDerivedType(typeof(SpeechToText), "stt")]
[JsonDerivedType(typeof(SimpleRouting), "simpleRouting")]
[JsonDerivedType(typeof(IpRouting), "ipRouting")]
[JsonDerivedType(typeof(GoTo), "goTo")]
[JsonDerivedType(typeof(HangUp), "hangup")]
[JsonDerivedType(typeof(PlayAllCampaigns), "playAllCampaigns")]
[JsonDerivedType(typeof(CreditCard), "creditCard")]
public abstract record Module
{
    /// <summary>The name under which the result comes back with every later request; null: nothing comes back.</summary>
    [JsonPropertyOrder(-3)]
    public string? Name { get; init => field = value is null ? null : ModuleRules.Name(value); }

    /// <summary>Whether the result survives a jump to another extension that asks us; else it is dropped there.</summary>
    [JsonPropertyOrder(90)]
    [JsonConverter(typeof(YesNoConverter))]
    public bool? Fixed { get; init; }

    /// <summary>Whether nothing can follow it.</summary>
    [JsonIgnore]
    public virtual bool IsLast => false;
}
