using System.Text.Json.Serialization;
using Click2Call.Accounts;
using Click2Call.Intake;

namespace Click2Call.Functions.Agents;

/// <summary>An agent as the native API tells it.</summary>
internal sealed record AgentText
{
    public required string Extension { get; init; }

    public string? Name { get; init; }

    public required string State { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }

    public string? Call { get; init; }

    public DateTimeOffset? LastOfferedAt { get; init; }

    public DateTimeOffset? LastEndedAt { get; init; }

    public static AgentText Of(Account account, Extension extension, AgentState? known, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(extension);
        var paused = known?.IsPaused(now) == true;
        return new()
        {
            Extension = extension.Number,
            Name = extension.Name,
            State = extension.Blocked ? "blocked" : paused ? "paused" : known?.Busy is null ? "free" : "busy",
            Groups = [.. account.Groups.Where(group => group.Has(extension.Number)).Select(group => group.Id)],
            PausedUntil = paused ? known!.PausedUntil : null,
            Call = known?.Busy?.Call.ToString(),
            LastOfferedAt = known?.LastOfferedAt,
            LastEndedAt = known?.LastEndedAt,
        };
    }
}

/// <summary>The agents of an account.</summary>
internal sealed record AgentsText(IReadOnlyList<AgentText> Agents);

/// <summary>What is asked of an agent.</summary>
internal sealed record PauseRequest
{
    public bool? Paused { get; init; }

    public DateTimeOffset? Until { get; init; }
}

/// <summary>Their JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AgentText))]
[JsonSerializable(typeof(AgentsText))]
[JsonSerializable(typeof(PauseRequest))]
internal sealed partial class AgentTextJson : JsonSerializerContext;
