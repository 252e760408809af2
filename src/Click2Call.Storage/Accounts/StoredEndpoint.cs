using Click2Call.Events;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>endpoint:{id}</c>.</summary>
internal sealed class StoredEndpoint
{
    public Uri? Url { get; set; }

    public string? Description { get; set; }

    public List<string> Events { get; set; } = [];

    public List<string> Secrets { get; set; } = [];

    public List<SealedSecret> Sealed { get; set; } = [];

    public bool Enabled { get; set; } = true;

    public EventFormat Format { get; set; }

    public string? Hook { get; set; }

    public bool AllowPrivateNetwork { get; set; }

    public bool MadeThroughApi { get; set; }

    public static StoredEndpoint From(EventEndpoint endpoint) => new()
    {
        Url = endpoint.Url,
        Description = endpoint.Description,
        Events = [.. endpoint.Events.Select(type => type.Word())],
        Secrets = [.. endpoint.Secrets],
        Sealed = [.. endpoint.Sealed],
        Enabled = endpoint.Enabled,
        Format = endpoint.Format,
        Hook = endpoint.Hook,
        AllowPrivateNetwork = endpoint.AllowPrivateNetwork,
        MadeThroughApi = endpoint.MadeThroughApi,
    };

    public EventEndpoint To(string id, EndpointHealth health) => new()
    {
        Id = id,
        Url = Url ?? throw new InvalidDataException("A row of an endpoint has no address."),
        Description = Description,

        // A newer version may know more events than this one.
        Events = [.. Events.Select(CallEventTypes.Read).OfType<CallEventType>()],
        Secrets = Secrets,
        Sealed = Sealed,
        Enabled = Enabled,
        Format = Format,
        Hook = Hook,
        AllowPrivateNetwork = AllowPrivateNetwork,
        MadeThroughApi = MadeThroughApi,
        Health = health,
    };
}
