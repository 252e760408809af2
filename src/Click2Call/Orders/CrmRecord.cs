namespace Click2Call.Orders;

/// <summary>A record in a CRM.</summary>
/// <param name="Source">The CRM, as webhooks name it: <c>hubspot</c>, <c>salesforce</c>, <c>pipedrive</c>, <c>bitrix24</c>, …</param>
/// <param name="Kind">What it is there, in the CRM's own word: <c>contact</c>, <c>Lead</c>, <c>person</c>, …</param>
/// <param name="Id">Its id there.</param>
public sealed record CrmRecord(string Source, string Kind, string Id);
