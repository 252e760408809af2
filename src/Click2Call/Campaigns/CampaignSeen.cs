using Click2Call.Calls;

namespace Click2Call.Campaigns;

/// <summary>How far a campaign is at a phone system that runs it by itself.</summary>
/// <param name="Over">Whether it says that nobody is called any more.</param>
/// <param name="Calls">What became of everybody.</param>
public sealed record CampaignSeen(bool Over, IReadOnlyList<CampaignSeen.Call> Calls)
{
    /// <summary>What became of one.</summary>
    /// <param name="Phone">The number in E.164.</param>
    /// <param name="Calling">A call is under way.</param>
    /// <param name="Over">The last call is over. Another may follow where nobody was reached and the tries are not used up.</param>
    /// <param name="Outcome">What the last call came to; absent: there was none.</param>
    /// <param name="Tries">How many calls there were; 0: it does not say.</param>
    /// <param name="Keys">The keys that were pressed.</param>
    public sealed record Call(string Phone, bool Calling, bool Over, CallOutcome? Outcome, int Tries, string? Keys);
}
