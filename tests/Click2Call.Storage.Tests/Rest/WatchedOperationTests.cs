using System.Diagnostics.Metrics;
using Click2Call.Storage.Rest;
using Click2Call.Telemetry;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>What the duration of an operation is told under.</summary>
public sealed class WatchedOperationTests
{
    [Theory]
    [InlineData("Table Watched, get", "table Watched get")]
    [InlineData("Queue Watched, put", "queue Watched put")]
    [InlineData("Container Watched, list", "blob Watched list")]
    public void An_operation_is_told_with_its_service_its_store_and_its_name(string where, string told)
    {
        List<string> heard = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, each) =>
        {
            if (instrument is { Name: "click2call.storage.duration", Meter.Name: Signals.Name })
                each.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var words = string.Join(' ', tags[..3].ToArray().Select(tag => tag.Value));
            if (words.Contains("Watched", StringComparison.Ordinal))
                heard.Add(words);
        });
        listener.Start();
        using (var operation = new WatchedOperation(where, TimeProvider.System))
            operation.Done("");
        Assert.Equal([told], heard);
    }
}
