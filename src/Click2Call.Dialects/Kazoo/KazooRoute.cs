using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Kazoo;

/// <summary>A path of the dialect, taken apart.</summary>
/// <param name="V1">Whether it begins with <c>/v1</c>; the page of the dialect says what differs.</param>
/// <param name="Place">What it leads to.</param>
/// <param name="Account">The account's id; empty outside <c>/accounts</c>.</param>
/// <param name="Id">The click-to-call's id; empty where the path has none.</param>
internal sealed record KazooRoute(bool V1, KazooPlace Place, string Account = "", string Id = "")
{
    private const int LongestId = 64;

    /// <summary>The methods that the place takes.</summary>
    public IReadOnlyList<string> Methods => Place switch
    {
        KazooPlace.ApiAuth or KazooPlace.UserAuth => [HttpMethods.Put],
        KazooPlace.List => [HttpMethods.Get, HttpMethods.Put],
        KazooPlace.One => [HttpMethods.Get, HttpMethods.Post, HttpMethods.Patch, HttpMethods.Delete],
        KazooPlace.Connect => [HttpMethods.Get, HttpMethods.Post],
        _ => [HttpMethods.Get],
    };

    /// <summary>Reads a path; null when nothing of ours is there.</summary>
    public static KazooRoute? Parse(string? path)
    {
        var parts = (path ?? "").Trim('/').Split('/');
        if (parts[0] is not ("v1" or "v2"))
            return null;
        var v1 = parts[0] == "v1";
        return parts[1..] switch
        {
            ["api_auth"] => new(v1, KazooPlace.ApiAuth),
            ["user_auth"] => new(v1, KazooPlace.UserAuth),
            ["accounts", var account, "clicktocall"] when IsId(account) => new(v1, KazooPlace.List, account),
            ["accounts", var account, "clicktocall", var id] when IsId(account) && IsId(id) => new(v1, KazooPlace.One, account, id),
            ["accounts", var account, "clicktocall", var id, "connect"] when IsId(account) && IsId(id) =>
                new(v1, KazooPlace.Connect, account, id),
            ["accounts", var account, "clicktocall", var id, "history"] when IsId(account) && IsId(id) =>
                new(v1, KazooPlace.History, account, id),
            _ => null,
        };
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= LongestId && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
