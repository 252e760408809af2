using Click2Call.Accounts;
using Click2Call.Crm.Leads;
using Click2Call.Crm.Posts;
using Click2Call.Intake;

namespace Click2Call.Crm.Fetching;

/// <summary>
/// Reads one record by the Dataverse Web API ("Retrieve a table row using the Web API"), as an application user: OAuth 2.0
/// client credentials of Microsoft Entra ID for the environment's own address ("Use OAuth authentication with Dataverse").
/// </summary>
internal sealed class DataverseApi
{
    private const string TenantName = "tenant";
    private const string ClientName = "clientId";
    private const string SecretName = "clientSecret";
    private const string Phones = "telephone1,telephone2,telephone3,address1_telephone1";
    private const string Rest = "emailaddress1,address1_country,description";

    // The tables that people file leads in, with the columns that are asked for; others are asked for whole, as nobody
    // can know their columns ("lead, contact and account table/entity reference").
    private static readonly Dictionary<string, (string Set, string Columns)> Tables = new(StringComparer.Ordinal)
    {
        ["lead"] = ("leads", $"mobilephone,{Phones},fullname,subject,{Rest}"),
        ["contact"] = ("contacts", $"mobilephone,{Phones},fullname,{Rest}"),
        ["account"] = ("accounts", $"{Phones},name,{Rest}"),
    };

    private readonly AccessTokens tokens = new();

    /// <summary>Whether the settings say all that reading needs.</summary>
    public static bool IsSetUp(WebhookSettings settings) =>
        settings.Option(CommonSettings.BaseUrlName) is not null && settings.Option(TenantName) is not null
        && settings.Option(ClientName) is not null && settings.Secrets.ContainsKey(SecretName);

    /// <summary>Reads a record, or says what came of it.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="further">Columns besides those that are usual.</param>
    /// <param name="setup">The settings.</param>
    /// <param name="http">Asks.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(CrmAnswer? Record, FetchResult? Problem)> Read(
        LeadFetch wanted, IReadOnlyList<string> further, SourceSetup setup, CrmHttp http, CancellationToken cancellation)
    {
        if (!IsSetUp(setup.Settings))
            return (null, new FetchResult.Later("The webhook's settings do not say how records are read."));
        if (!Guid.TryParse(wanted.RecordId, out var id) || !IsName(wanted.Kind))
            return (null, new FetchResult.Gone("The message named no record of a table."));
        var root = CrmApi.Root(setup);
        var form = Credentials(setup, root);
        var credential = string.Join('\n', form.Select(field => field.Value)) + TokenAddress(setup);
        var (token, problem) = await tokens.Get(credential, setup.Now, () => http.Post(TokenAddress(setup), form, cancellation));
        if (token is null)
            return (null, problem);

        var api = new CrmApi(http, root + "/api/data/v9.2", $"Bearer {token}", ("OData-MaxVersion", "4.0"), ("OData-Version", "4.0"));
        var (answer, set) = Tables.TryGetValue(wanted.Kind, out var table) ? (null, table.Set) : await FindSet(api, wanted.Kind, cancellation);
        if (set is not null)
            answer = await api.Get($"{set}({id:D}){Columns(table.Columns, further)}", cancellation);
        if (answer!.Status == 401)
            tokens.Forget(credential);
        return set is not null && answer.Good ? (answer, null) : (null, answer.Good ? new FetchResult.Gone("The environment names no set of such records.") : answer.Judge());
    }

    // Sets are named by the plural, which has no rule ("Query table definitions using the Web API").
    private static async Task<(CrmAnswer? Answer, string? Set)> FindSet(CrmApi api, string table, CancellationToken cancellation)
    {
        var answer = await api.Get($"EntityDefinitions(LogicalName='{table}')?$select=EntitySetName", cancellation);
        return (answer, answer.Good && answer.Body.Text("EntitySetName") is { } set && IsName(set) ? set : null);
    }

    private static string Columns(string? usual, IReadOnlyList<string> further) =>
        usual is null ? "" : "?$select=" + string.Join(',', usual.Split(',').Concat(further.Where(IsName)).Distinct());

    private static bool IsName(string text) => text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static Uri TokenAddress(SourceSetup setup) => new(
        $"{(setup.Settings.Option("loginUrl") ?? "https://login.microsoftonline.com").TrimEnd('/')}/{Uri.EscapeDataString(setup.Settings.Option(TenantName)!)}/oauth2/v2.0/token");

    private static KeyValuePair<string, string>[] Credentials(SourceSetup setup, string root) =>
    [
        new("grant_type", "client_credentials"),
        new("client_id", setup.Settings.Option(ClientName)!),
        new("client_secret", setup.Value(SecretName) ?? ""),
        new("scope", root + "/.default"),
    ];
}
