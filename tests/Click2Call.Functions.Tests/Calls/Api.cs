using System.Text.Json;
using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>Talks to the native API as a client does.</summary>
internal static class Api
{
    public static Task<Answer> Place(this Doors doors, TestAccount account, string body, params (string Name, string Value)[] headers) =>
        doors.Send(HttpMethod.Post, "/calls", account.Key, Forms.Text("application/json", body), headers);

    public static Task<Answer> PlaceDirect(this Doors doors, TestAccount account, string agent, string target, string? idempotencyKey = null) =>
        doors.Place(account, Direct(agent, target), idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);

    public static string Direct(string agent, string target) =>
        $$"""{"agent":{{JsonSerializer.Serialize(agent)}},"target":{{JsonSerializer.Serialize(target)}}}""";

    public static Task<Answer> Get(this Doors doors, TestAccount account, string path) => doors.Send(HttpMethod.Get, path, account.Key);

    /// <summary>Waits until a call is in that state.</summary>
    public static Task<Answer> Reaches(this Doors doors, TestAccount account, string? id, string state) =>
        doors.Until(() => doors.Get(account, "/calls/" + id), answer => answer["state"] == state);

    /// <summary>The problem's name, without what all of them begin with.</summary>
    public static string? ProblemName(this Answer answer) =>
        answer.MediaType == "application/problem+json" ? answer["type"]!["urn:click2call:problem:".Length..] : null;

    /// <summary>The fields that a problem names.</summary>
    public static IEnumerable<string> Fields(this Answer answer) =>
        answer.Json.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(field => field.Name) : [];
}
