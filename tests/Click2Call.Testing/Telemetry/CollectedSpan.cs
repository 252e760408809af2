using System.Globalization;
using System.Text;

namespace Click2Call.Testing.Telemetry;

/// <summary>A span as a collector got it (opentelemetry-proto, trace.proto).</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">The parent's id; empty at the root.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="Tags">Its attributes.</param>
/// <param name="Links">The ids of the traces that it is linked to.</param>
/// <param name="Failed">Whether its status is an error.</param>
public sealed record CollectedSpan(
    string TraceId, string SpanId, string ParentId, string Name, int Kind, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Links, bool Failed)
{
    internal static IEnumerable<CollectedSpan> Read(ReadOnlyMemory<byte> request) =>
        from resource in ProtoFields.Of(request, 1)
        from scope in ProtoFields.Of(resource, 2)
        from span in ProtoFields.Of(scope, 2)
        select One(span);

    internal static IReadOnlyDictionary<string, string> ReadTags(ReadOnlyMemory<byte> message, int number) => ProtoFields.Of(message, number)
        .ToDictionary(pair => Text(ProtoFields.Of(pair, 1).First()), pair => Value(ProtoFields.Of(pair, 2).First()));

    private static CollectedSpan One(ReadOnlyMemory<byte> span)
    {
        var fields = ProtoFields.Of(span).ToList();
        return new(
            Hex(1),
            Hex(2),
            Hex(4),
            Text(fields.First(field => field.Number == 5).Bytes),
            (int)fields.FirstOrDefault(field => field.Number == 6).Value,
            ReadTags(span, 9),
            [.. ProtoFields.Of(span, 13).Select(link => Convert.ToHexStringLower(ProtoFields.Of(link, 1).First().Span))],
            ProtoFields.Of(span, 15).Any(status => ProtoFields.Of(status).Any(field => field is { Number: 3, Value: 2 })));

        string Hex(int number) => Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number).Bytes.Span);
    }

    private static string Value(ReadOnlyMemory<byte> any)
    {
        var value = ProtoFields.Of(any).FirstOrDefault();
        return value.Number == 1 ? Text(value.Bytes) : value.Value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
