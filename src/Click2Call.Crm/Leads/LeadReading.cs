using Click2Call.Crm.Posts;

namespace Click2Call.Crm.Leads;

/// <summary>What a post tells, or why it could not be read.</summary>
public sealed record LeadReading
{
    /// <summary>The items, in their order.</summary>
    public IReadOnlyList<LeadItem> Items { get; private init; } = [];

    /// <summary>Why it could not be read; nothing of it is taken then.</summary>
    public PostProblem? Problem { get; private init; }

    /// <summary>What was read.</summary>
    public static LeadReading Of(params IEnumerable<LeadItem> items) => new() { Items = [.. items] };

    /// <summary>Nothing that calls anybody.</summary>
    public static LeadReading Nothing(string why) => Of(new LeadItem.PassedOver(why));

    /// <summary>It could not be read.</summary>
    public static LeadReading Not(PostProblem problem) => new() { Problem = problem };

    /// <summary>A field is missing or is of the wrong kind.</summary>
    public static LeadReading Lacks(string field, string message) => Not(new PostProblem(400, field, message));
}
