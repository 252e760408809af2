using Click2Call.Crm.Leads;

namespace Click2Call.Crm.Fetching;

/// <summary>A CRM's API as one account reaches it.</summary>
/// <remarks>A class and not a record: a record would print the token.</remarks>
/// <param name="http">Asks.</param>
/// <param name="root">Where the API is.</param>
/// <param name="authorization">The header that says who we are; absent: the address or another header does.</param>
/// <param name="headers">Further headers of every request.</param>
internal sealed class CrmApi(CrmHttp http, string root, string? authorization, params (string Name, string Value)[] headers)
{
    private readonly (string Name, string Value)[] all = authorization is null ? headers : [("Authorization", authorization), .. headers];

    /// <summary>One that takes the account's token for a bearer's.</summary>
    /// <param name="setup">The settings; their <c>baseUrl</c> stands before <paramref name="otherwise"/>.</param>
    /// <param name="http">Asks.</param>
    /// <param name="otherwise">Where the API is for everybody.</param>
    /// <param name="headers">Further headers.</param>
    public static CrmApi Of(SourceSetup setup, CrmHttp http, string? otherwise = null, params (string Name, string Value)[] headers) =>
        new(http, Root(setup, otherwise), $"Bearer {setup.Value(SourceSetup.Token)}", headers);

    /// <summary>Where an account's API is, without a slash at the end.</summary>
    public static string Root(SourceSetup setup, string? otherwise = null) =>
        (setup.Settings.Option(CommonSettings.BaseUrlName) ?? otherwise
            ?? throw new InvalidOperationException($"The import lets no {setup.Settings.Source} in without {CommonSettings.BaseUrlName}.")).TrimEnd('/');

    /// <summary>Reads JSON.</summary>
    /// <param name="path">Path and query below the root, escaped.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<CrmAnswer> Get(string path, CancellationToken cancellation) => http.Send(HttpMethod.Get, new Uri($"{root.TrimEnd('/')}/{path}"), all, null, cancellation);
}
