namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Plays the campaigns that are queued for the caller (PBX Documentation Center, The 12 Modules).</summary>
public sealed record PlayAllCampaigns : Module;
