namespace Click2Call.Events;

/// <summary>An address of the account's own that is told of calls.</summary>
public sealed record EventEndpoint
{
    /// <summary>The id in the account.</summary>
    public required string Id { get; init; }

    /// <summary>Where to; see <see cref="EndpointUrl"/>.</summary>
    public required Uri Url { get; init; }

    /// <summary>What it is for, in the account's words.</summary>
    public string? Description { get; init; }

    /// <summary>What it is told; empty: everything.</summary>
    public IReadOnlyList<CallEventType> Events { get; init; } = [];

    /// <summary>The names of the secrets that sign, the newest first; while a secret is rotated there are two. Values are in Key Vault.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Secrets that we made ourselves and keep sealed; they sign too.</summary>
    public IReadOnlyList<SealedSecret> Sealed { get; init; } = [];

    /// <summary>Whether it is to be told at all: the account's own switch.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The shape in which it is told.</summary>
    public EventFormat Format { get; init; }

    /// <summary>The dialect's own word for the one event that it is told, where <see cref="Format"/> is a dialect's.</summary>
    public string? Hook { get; init; }

    /// <summary>Whether it may be at a private address, and http: the operator's word, in the accounts file.</summary>
    public bool AllowPrivateNetwork { get; init; }

    /// <summary>Made through an API: an import does not remove it.</summary>
    public bool MadeThroughApi { get; init; }

    /// <summary>How it has fared of late.</summary>
    public EndpointHealth Health { get; init; } = EndpointHealth.Well;

    /// <summary>Whether it is told: switched on by the account and not off by us.</summary>
    public bool Active => Enabled && Health.SwitchedOffAt is null;

    /// <summary>Whether it wants to be told of this.</summary>
    public bool Hears(CallEventType type) => Active && (Events.Count == 0 || Events.Contains(type));
}
