namespace Click2Call.Events;

/// <summary>The shape in which an endpoint is told.</summary>
public enum EventFormat
{
    /// <summary>Ours, signed as Standard Webhooks says.</summary>
    Standard,

    /// <summary>The event hook of TEL4VN ("PBX API Reference", Event Hook Data); registered through its <c>/v1/event</c>.</summary>
    Tel4vn,
}
