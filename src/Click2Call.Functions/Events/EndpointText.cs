using Click2Call.Events;

namespace Click2Call.Functions.Events;

/// <summary>An endpoint as the native API tells it. Secrets are named, never shown, but for one that was just made.</summary>
internal sealed record EndpointText
{
    public required string Id { get; init; }

    public required Uri Url { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public required string Format { get; init; }

    public required bool Enabled { get; init; }

    public required bool Active { get; init; }

    public required bool FromFile { get; init; }

    public required IReadOnlyList<string> Secrets { get; init; }

    public string? Secret { get; init; }

    public DateTimeOffset? OldSecretUntil { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public int? GivenUp { get; init; }

    public DateTimeOffset? SwitchedOffAt { get; init; }

    public string? Reason { get; init; }

    public static EndpointText Of(EventEndpoint endpoint, string? newSecret = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new()
        {
            Id = endpoint.Id,
            Url = endpoint.Url,
            Description = endpoint.Description,
            Events = endpoint.Events.Count == 0 ? CallEventTypes.Subscribable : [.. endpoint.Events.Select(type => type.Word())],
            Format = endpoint.Format == EventFormat.Tel4vn ? "tel4vn" : "standard",
            Enabled = endpoint.Enabled,
            Active = endpoint.Active,
            FromFile = !endpoint.MadeThroughApi,
            Secrets = endpoint.Secrets,
            Secret = newSecret,
            OldSecretUntil = endpoint.Sealed.Select(secret => secret.Until).Max(),
            FailingSince = endpoint.Health.FailingSince,
            GivenUp = endpoint.Health.GivenUp > 0 ? endpoint.Health.GivenUp : null,
            SwitchedOffAt = endpoint.Health.SwitchedOffAt,
            Reason = endpoint.Health.Reason,
        };
    }
}

/// <summary>All endpoints of an account.</summary>
internal sealed record EndpointListText(IReadOnlyList<EndpointText> Endpoints);

/// <summary>What a client says of an endpoint.</summary>
internal sealed record EndpointRequest
{
    public string? Id { get; init; }

    public string? Url { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? Events { get; init; }

    public bool? Enabled { get; init; }
}
