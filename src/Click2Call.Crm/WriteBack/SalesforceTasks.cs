using System.Globalization;
using System.Text.Json;
using Click2Call.Crm.Fetching;
using Click2Call.Events;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Crm.WriteBack;

/// <summary>Tasks of Salesforce (Object Reference, Task; REST API), found again by <c>CallObject</c>, "the name or id of the call".</summary>
/// <param name="http">Asks.</param>
/// <param name="secrets">A token, or the secret of a client that may fetch tokens.</param>
public sealed class SalesforceTasks(CrmHttp http, ISecrets secrets) : CrmClient(http, secrets)
{
    // Leads and contacts are whom a task is about (WhoId), everything else is what (WhatId).
    private static readonly HashSet<string> People = ["lead", "contact"];

    /// <inheritdoc/>
    public override string Kind => "salesforce";

    internal override async Task<CrmSession> Open(WriteBackSettings settings, CancellationToken cancellation)
    {
        var origin = CrmSession.BaseOf(settings.BaseUrl, "https://login.salesforce.com");
        var version = settings.Options.TryGetValue("apiVersion", out var known) ? known : "62.0";
        var token = settings.Secrets.ContainsKey("token")
            ? await Secret(settings, "token", cancellation)
            : await FetchToken(origin, settings, cancellation);
        return new CrmSession(new Uri(origin, $"services/data/v{version}/"), ("Authorization", "Bearer " + token), settings.Options);
    }

    internal override bool Known(CrmRecord? record) => record is { Id.Length: 15 or 18 } && record.Id.All(char.IsAsciiLetterOrDigit);

    internal override async Task<CrmRecord?> FindRecord(CrmSession session, Activity activity, CancellationToken cancellation)
    {
        // Phone fields are searched by their digits, and people type them with and without the country.
        foreach (var digits in new[] { activity.Phone!.E164[1..], activity.Phone.ToNational() })
        {
            var path = $"parameterizedSearch/?q={Uri.EscapeDataString(string.Concat(digits.Where(char.IsAsciiDigit)))}&in=PHONE&sobject=Lead&sobject=Contact&defaultLimit=1";
            var found = await Ask(session, "Search for the lead", HttpMethod.Get, path, null, cancellation);
            if (found.Text("searchRecords", "Id") is { } id)
                return new CrmRecord(Kind, found.Text("searchRecords", "attributes", "type") ?? "Lead", id);
        }

        return null;
    }

    internal override async Task<string?> FindActivity(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation)
    {
        // The id is ours, hexadecimal digits and dashes: nothing in it needs a quote.
        var query = $"SELECT Id FROM Task WHERE CallObject = '{activity.CallId}' LIMIT 1";
        return (await Ask(session, "Search for the task", HttpMethod.Get, "query?q=" + Uri.EscapeDataString(query), null, cancellation)).Text("records", "Id");
    }

    internal override async Task<string> Create(CrmSession session, CrmRecord record, Activity activity, CancellationToken cancellation) => IdOf(
        await Ask(session, "Writing the task", HttpMethod.Post, "sobjects/Task", json =>
        {
            Fields(json, activity);
            json.WriteString(People.Contains(KindOf(record)!) ? "WhoId" : "WhatId", record.Id);
            json.WriteString("TaskSubtype", "Call");
            if (session.Option("ownerId") is { } owner)
                json.WriteString("OwnerId", owner);
        }, cancellation),
        "Writing the task",
        "id");

    internal override Task Update(CrmSession session, string remote, Activity activity, CancellationToken cancellation) => Ask(
        session, "Changing the task", HttpMethod.Patch, $"sobjects/Task/{Uri.EscapeDataString(remote)}", json => Fields(json, activity), cancellation);

    private static void Fields(Utf8JsonWriter json, Activity activity)
    {
        json.WriteString("Subject", activity.Subject);
        json.WriteString("Status", "Completed");
        json.WriteString("Priority", "Normal");
        json.WriteString("ActivityDate", activity.Start.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("CallType", "Outbound");
        json.WriteNumber("CallDurationInSeconds", (long)activity.Talked.TotalSeconds);
        json.WriteString("CallDisposition", activity.Subject["Call: ".Length..]);
        json.WriteString("CallObject", activity.CallId);
        json.WriteString("Description", activity.Text);
    }

    // OAuth 2.0 client credentials, for server to server ("OAuth 2.0 Client Credentials Flow").
    private async Task<string> FetchToken(Uri origin, WriteBackSettings settings, CancellationToken cancellation)
    {
        var reply = await AskForm(new Uri(origin, "services/oauth2/token"), "Fetching a token",
        [
            new("grant_type", "client_credentials"),
            new("client_id", settings.Options.GetValueOrDefault("clientId") ?? ""),
            new("client_secret", await Secret(settings, "clientSecret", cancellation)),
        ], cancellation);
        return reply.Text("access_token") ?? throw new CrmRefusedException(reply with { Problem = "The answer holds no token." }, "Fetching a token");
    }
}
