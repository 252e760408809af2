using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Click2Call.Calls;
using Click2Call.Orders;

namespace Click2Call.Storage.Calls;

/// <summary>How orders, attempts and events are written in rows and messages. Unknown members are ignored: a newer version may have written them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(DestinationConverter), typeof(DialResultConverter), typeof(LookUpConverter), typeof(CallIdConverter)])]
[JsonSerializable(typeof(CallOrder))]
[JsonSerializable(typeof(ImmutableArray<Attempt>))]
[JsonSerializable(typeof(Attempt))]
[JsonSerializable(typeof(ImmutableArray<JoinedLead>))]
[JsonSerializable(typeof(CallFacts))]
[JsonSerializable(typeof(AlarmMessage))]
[JsonSerializable(typeof(LateEventMessage))]
[JsonSerializable(typeof(Click2Call.Intake.LeadFetch))]
internal sealed partial class CallJson : JsonSerializerContext;
