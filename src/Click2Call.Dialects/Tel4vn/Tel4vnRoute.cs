using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>What an address of the dialect leads to, by its path in any case.</summary>
/// <param name="Place">The place.</param>
/// <param name="Shape">The shape of its errors.</param>
/// <param name="Methods">The methods that it takes.</param>
internal sealed record Tel4vnRoute(Tel4vnPlace Place, Tel4vnShape Shape, IReadOnlyList<string> Methods)
{
    private static readonly IReadOnlyList<string> OnlyPost = [HttpMethods.Post];
    private static readonly IReadOnlyList<string> OnlyGet = [HttpMethods.Get];

    /// <summary>Reads a path; null when nothing of ours is there.</summary>
    public static Tel4vnRoute? Parse(string? path) => (path ?? "").Trim('/').ToUpperInvariant() switch
    {
        "V1/CLICK2CALL" => new(Tel4vnPlace.Dial, Tel4vnShape.Sync, OnlyGet),
        "V1/CLICK2CALL/ASYNC" => new(Tel4vnPlace.Dial, Tel4vnShape.Async, OnlyGet),
        "V2/CLICK2CALL" => new(Tel4vnPlace.Dial, Tel4vnShape.V2, OnlyPost),
        "V1/AUTH" => new(Tel4vnPlace.Login, Tel4vnShape.Async, OnlyPost),
        "V1/AUTH/TOKEN" => new(Tel4vnPlace.OldToken, Tel4vnShape.Async, OnlyPost),
        "V2/AUTH/TOKEN" => new(Tel4vnPlace.Token, Tel4vnShape.Async, OnlyPost),
        "V1/EVENT" => new(Tel4vnPlace.Events, Tel4vnShape.Async, [HttpMethods.Get, HttpMethods.Post, HttpMethods.Delete]),
        var other when other.StartsWith("V1/EVENT/", StringComparison.Ordinal) => new(Tel4vnPlace.Events, Tel4vnShape.Async, [HttpMethods.Delete]),
        _ => null,
    };
}
