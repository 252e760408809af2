using System.Text.Json;
using System.Text.Json.Serialization;
using Click2Call.Calls;
using Click2Call.Events;
using Click2Call.Functions.Calls;
using Click2Call.Http;

namespace Click2Call.Functions.Events;

/// <summary>An event as it is sent: the envelope of Standard Webhooks.</summary>
internal sealed record EventText
{
    public required string Type { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required EventDataText Data { get; init; }

    /// <summary>What is sent of an event of a call.</summary>
    public static string Of(Call call, ToldEvent told)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(told);
        var leg = told.Leg is { } position ? position == LegPosition.First ? call.Order.First : call.Order.Second : null;
        return Write(told.Type, told.At, new EventDataText
        {
            Id = told.IdIn(call.Id),
            Account = call.Account,
            Sequence = told.Number,
            Attempt = told is { Attempt: > 0, Type: not CallEventType.Updated } ? told.Attempt : null,
            Leg = told.Leg is { } which ? Words.Of(which) : null,
            Role = leg is null ? null : Words.Of(leg.Role),
            Call = CallText.Of(call),
        });
    }

    /// <summary>What is sent to try a receiver out.</summary>
    public static string OfTest(string account, string id, DateTimeOffset at) =>
        Write(CallEventType.Test, at, new EventDataText { Id = id, Account = account, Sequence = 0 });

    private static string Write(CallEventType type, DateTimeOffset at, EventDataText data) => JsonSerializer.Serialize(
        new EventText { Type = type.Word(), Timestamp = at, Data = data }, ApiJson.Events.EventText);
}

/// <summary>What happened.</summary>
internal sealed record EventDataText
{
    public int Version { get; init; } = 1;

    public required string Id { get; init; }

    public required string Account { get; init; }

    public required int Sequence { get; init; }

    public int? Attempt { get; init; }

    public string? Leg { get; init; }

    public string? Role { get; init; }

    public CallText? Call { get; init; }
}

/// <summary>Their JSON, and that of endpoints and deliveries.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(EventText))]
[JsonSerializable(typeof(EndpointText))]
[JsonSerializable(typeof(EndpointListText))]
[JsonSerializable(typeof(EndpointRequest))]
[JsonSerializable(typeof(DeliveryText))]
[JsonSerializable(typeof(DeliveryPageText))]
internal sealed partial class EventTextJson : JsonSerializerContext;
