using System.Text.Json.Nodes;

namespace Click2Call.Dialects.Kazoo;

/// <summary>An answer of the phone system.</summary>
/// <param name="Ok">Whether <c>status</c> says success. That is not enough for a call: see <see cref="Failed"/>.</param>
/// <param name="Data">The <c>data</c>.</param>
/// <param name="Message">Its words.</param>
internal sealed record KazooAnswer(bool Ok, JsonNode? Data, string? Message)
{
    /// <summary>The token that it names.</summary>
    public string? AuthToken { get; init; }

    /// <summary>Whether the call failed: an error, or a success whose <c>data</c> says <c>result: "error"</c>.</summary>
    public bool Failed { get; init; }

    /// <summary>Why.</summary>
    public string? Cause { get; init; }

    /// <summary>Which leg, where it says so.</summary>
    public string? Leg { get; init; }

    /// <summary>The id of the call.</summary>
    public string? CallId { get; init; }
}
