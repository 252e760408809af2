using Click2Call.Calls;

namespace Click2Call.Campaigns;

/// <summary>One who is called.</summary>
/// <param name="Index">The place in the list, from 0.</param>
/// <param name="Phone">The number in E.164.</param>
public sealed record CampaignRecipient(int Index, string Phone)
{
    /// <summary>How many calls were begun: with campaign and place, what makes each of them one.</summary>
    public int Dials { get; init; }

    /// <summary>How many of them count: a phone system that was down does not.</summary>
    public int Tries { get; init; }

    /// <summary>Whether a call is under way.</summary>
    public bool Calling { get; init; }

    /// <summary>Whether no other call follows.</summary>
    public bool Over { get; init; }

    /// <summary>What the last call came to.</summary>
    public CallOutcome? Outcome { get; init; }

    /// <summary>The last call, where the history has it.</summary>
    public string? Call { get; init; }

    /// <summary>The keys that were pressed while the message was played.</summary>
    public string? Keys { get; init; }

    /// <summary>Whether a key connected with whom it is for; absent: none was to.</summary>
    public bool? Connected { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? At { get; init; }
}
