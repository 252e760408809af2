using Click2Call.Storage.Rest;

namespace Click2Call.Hosting.StandAlone;

/// <summary>
/// Notices storage going and coming back, over all queues: one line in the log each time, however many loops run into it.
/// </summary>
internal sealed partial class StorageWatch(ILogger<StorageWatch> log)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _down = new(StringComparer.Ordinal);

    public void Down(string queue, StorageException why)
    {
        lock (_gate)
        {
            if (_down.Add(queue) && _down.Count == 1)
                Log.Down(log, why.Message);
        }
    }

    public void Up(string queue)
    {
        lock (_gate)
        {
            if (_down.Remove(queue) && _down.Count == 0)
                Log.Up(log);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(120, LogLevel.Warning, "Storage is down; the queues wait until it is back. {Why}")]
        public static partial void Down(ILogger log, string why);

        [LoggerMessage(121, LogLevel.Information, "Storage is back; the queues go on.")]
        public static partial void Up(ILogger log);
    }
}
