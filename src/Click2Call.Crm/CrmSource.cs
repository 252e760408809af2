using Click2Call.Accounts;
using Click2Call.Crm.Fetching;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;

namespace Click2Call.Crm;

/// <summary>
/// One CRM or form tool. A new one is a file in <c>Sources</c>, a line in <see cref="CrmSources"/>, a recording in the
/// tests and a row in docs/crm.md.
/// </summary>
public abstract class CrmSource : IWebhookSource
{
    /// <inheritdoc />
    public abstract string Name { get; }

    /// <inheritdoc />
    public abstract IReadOnlyList<WebhookSetting> Settings { get; }

    /// <inheritdoc />
    public virtual IReadOnlyList<string> NeededFields => [];

    /// <summary>The forms in which it sends.</summary>
    public abstract BodyForms Forms { get; }

    /// <summary>How long it waits for an answer, by its documentation; absent: it does not say.</summary>
    public virtual TimeSpan? TimeLimit => null;

    /// <summary>Whether its proof covers the time of sending, so that an old post is refused.</summary>
    public virtual bool SignsTime => false;

    /// <summary>Reads records of which a post tells only the id; absent: it tells all.</summary>
    public virtual ICrmFetch? Fetch => null;

    /// <summary>Answers what is asked when a webhook is set up, where that is not a post of leads; null when this is none.</summary>
    public virtual WebhookReply? Greet(WebhookPost post, SourceSetup setup) => null;

    /// <summary>Checks that the post is from whom it says, over its raw bytes.</summary>
    public abstract Proof Verify(WebhookPost post, SourceSetup setup);

    /// <summary>Reads what the post tells.</summary>
    public LeadReading Read(WebhookPost post, SourceSetup setup)
    {
        ArgumentNullException.ThrowIfNull(post);
        var body = post.Read(Forms);
        return body.Problem is { } problem ? LeadReading.Not(problem) : Read(body, post, setup);
    }

    /// <summary>What the sender takes for "received".</summary>
    public virtual WebhookReply Received => WebhookReply.OfJson("""{"received":true}""");

    /// <summary>Reads what a body tells that is in one of the <see cref="Forms"/> and well-formed.</summary>
    private protected abstract LeadReading Read(PostBody body, WebhookPost post, SourceSetup setup);
}
