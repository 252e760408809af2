using System.Text.Json.Serialization;

namespace Click2Call.Storage.Campaigns;

/// <summary>A message of <c>campaign-wakes</c>: which campaign goes on, and by which of its wake-ups.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Id">The campaign's id.</param>
/// <param name="Seq">The number of the wake-up; a lower one than the campaign's is out of date.</param>
internal sealed record WakeMessage(
    [property: JsonRequired] string Account, [property: JsonRequired] string Id, [property: JsonRequired] int Seq);
