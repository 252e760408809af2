using Click2Call.Events;

namespace Click2Call.Storage.Accounts;

/// <summary>A row <c>health:{endpoint}</c>. It is about an address: an endpoint that moves begins anew.</summary>
internal sealed class StoredHealth
{
    public Uri? Url { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    public int GivenUp { get; set; }

    public DateTimeOffset? SwitchedOffAt { get; set; }

    public string? Reason { get; set; }

    public static StoredHealth From(Uri url, EndpointHealth health) => new()
    {
        Url = url,
        FailingSince = health.FailingSince,
        GivenUp = health.GivenUp,
        SwitchedOffAt = health.SwitchedOffAt,
        Reason = health.Reason,
    };

    public EndpointHealth Of(Uri? url) => Url != url
        ? EndpointHealth.Well
        : new() { FailingSince = FailingSince, GivenUp = GivenUp, SwitchedOffAt = SwitchedOffAt, Reason = Reason };
}
