using System.Text;

namespace Click2Call.Testing.Telemetry;

/// <summary>One series of a metric as a collector got it (opentelemetry-proto, metrics.proto).</summary>
/// <param name="Name">The metric.</param>
/// <param name="Tags">What tells it from the other series.</param>
/// <param name="Value">Its value; of a histogram, how many values it was given.</param>
public sealed record CollectedMetric(string Name, IReadOnlyDictionary<string, string> Tags, double Value)
{
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;

    internal static IEnumerable<CollectedMetric> Read(ReadOnlyMemory<byte> request) =>
        from resource in ProtoFields.Of(request, 1)
        from scope in ProtoFields.Of(resource, 2)
        from metric in ProtoFields.Of(scope, 2)
        let name = Encoding.UTF8.GetString(ProtoFields.Of(metric, 1).First().Span)
        from data in ProtoFields.Of(metric).Where(field => field.Number is Gauge or Sum or Histogram)
        from point in ProtoFields.Of(data.Bytes, 1)
        select new CollectedMetric(name, CollectedSpan.ReadTags(point, data.Number == Histogram ? 9 : 7), Read(point, data.Number == Histogram));

    // Of a histogram count = 4; of a number as_double = 4 or as_int = 6. All are of eight bytes.
    private static double Read(ReadOnlyMemory<byte> point, bool histogram) => ProtoFields.Of(point).FirstOrDefault(field => field.Number is 4 or 6) switch
    {
        { Number: 4, Value: var bits } when !histogram => BitConverter.UInt64BitsToDouble(bits),
        { Value: var number } => number,
    };
}
