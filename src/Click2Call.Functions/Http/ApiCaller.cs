using Click2Call.Accounts;

namespace Click2Call.Http;

/// <summary>Who calls the native API: the account behind the key in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
internal sealed class ApiCaller(IDirectory directory)
{
    /// <summary>The scope that opens the native API.</summary>
    public const string CallsScope = "calls";

    /// <summary>The account, or null when the answer (401, 403) has been written.</summary>
    /// <exception cref="Click2Call.Calls.StorageUnavailableException">Storage did not answer.</exception>
    public async Task<Account?> Admit(HttpContext http)
    {
        if (KeyOf(http.Request) is not { } presented || await directory.FindKey(presented, http.RequestAborted) is not { } key)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Write(http, Problems.Of(
                401, "unauthorized", "A valid API key is needed.", "Send it as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'."));
            return null;
        }

        if (key.Scopes.Count > 0 && !key.Scopes.Contains(CallsScope))
        {
            await Problems.Write(http, Problems.Of(403, "forbidden", "This key does not open the calls API.", "It needs the scope 'calls'."));
            return null;
        }

        if (await directory.Find(key.Account, http.RequestAborted) is { } account)
            return account;
        await Problems.Write(http, Problems.Of(403, "forbidden", "The account of this key does not exist any more."));
        return null;
    }

    private static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return header["Bearer ".Length..].Trim() is { Length: > 0 } token ? token : null;
        return request.Headers["X-Api-Key"].ToString() is { Length: > 0 } key ? key : null;
    }
}
