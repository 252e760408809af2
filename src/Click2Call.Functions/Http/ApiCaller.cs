using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Dialects.Http;

namespace Click2Call.Http;

/// <summary>Who calls the native API: the account behind the key in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
internal sealed class ApiCaller(IDirectory directory)
{
    /// <summary>The scope that opens the native API.</summary>
    public const string CallsScope = KeyScope.Calls;

    /// <summary>The scope that opens the endpoints of events and their deliveries.</summary>
    public const string EventsScope = KeyScope.Events;

    /// <summary>Does something for the caller's account; the answer is written otherwise, also when storage is down.</summary>
    public async Task Guarded(HttpContext http, string scope, Func<Account, Task> work)
    {
        try
        {
            if (await Admit(http, scope) is { } account)
                await work(account);
        }
        catch (StorageUnavailableException problem)
        {
            await Problems.Write(http, Problems.Unavailable, problem.RetryAfter);
        }
    }

    /// <summary>The account, or null when the answer (401, 403) has been written.</summary>
    /// <param name="http">The request.</param>
    /// <param name="scope">What the key must open.</param>
    /// <exception cref="StorageUnavailableException">Storage did not answer.</exception>
    public async Task<Account?> Admit(HttpContext http, string scope = CallsScope)
    {
        if (KeyOf(http.Request) is not { } presented || await directory.FindKey(presented, http.RequestAborted) is not { } key)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Write(http, Problems.Of(
                401, "unauthorized", "A valid API key is needed.", "Send it as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'."));
            return null;
        }

        if (!key.Has(scope))
        {
            await Problems.Write(http, Problems.Of(403, "forbidden", $"This key does not open the {scope} API.", $"It needs the scope '{scope}'."));
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
