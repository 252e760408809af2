using Click2Call.Crm.Leads;
using Click2Call.Intake;

namespace Click2Call.Crm.Fetching;

/// <summary>Reads one record of a CRM, with the account's token. Reads only.</summary>
public interface ICrmFetch
{
    /// <summary>How many reads of one account run at once.</summary>
    int AtOnce { get; }

    /// <summary>The least time from one read of an account to the next, by the vendor's limit.</summary>
    TimeSpan Pace { get; }

    /// <summary>Reads the record.</summary>
    Task<FetchResult> Fetch(LeadFetch wanted, SourceSetup setup, CrmHttp http, CancellationToken cancellation);
}
