using System.Collections.Concurrent;
using Click2Call.Crm.Tests.Recordings;

namespace Click2Call.Crm.Tests;

/// <summary>The API behind one recording, which has bad days when it is told to. A question that no recording knows fails the test.</summary>
internal sealed class FetchApi : IAsyncDisposable
{
    public const string Phone = "054-765-4321";

    private readonly ConcurrentBag<string> unknown = [];

    private FetchApi(Recording recording) => Stub = new ApiStub(path =>
    {
        if (Next is { } next && (TokensToo || !IsToken(path)))
            return next;
        if (Instead?.Invoke(path) is { } told)
            return told;
        if (recording.Record(path, _ => Phone) is { } body)
            return (200, body, null);
        unknown.Add(path);
        return (404, null, null);
    });

    public ApiStub Stub { get; }

    /// <summary>What everything but tokens is answered, while it is set.</summary>
    public (int Status, string? Body, string? RetryAfter)? Next { get; set; }

    /// <summary>Whether <see cref="Next"/> holds for tokens too.</summary>
    public bool TokensToo { get; set; }

    /// <summary>What single paths are answered instead of what the recording says.</summary>
    public Func<string, (int Status, string? Body, string? RetryAfter)?>? Instead { get; set; }

    public static bool IsToken(string path) => path.Contains("/oauth", StringComparison.Ordinal);

    /// <summary>A world with one recording, and its API.</summary>
    public static async Task With<T>(T recording, Func<CrmWorld, T, FetchApi, Task> test)
        where T : Recording
    {
        await using var api = new FetchApi(recording);
        recording.Api = api.Stub.Address;
        using var world = new CrmWorld(recording);
        await test(world, recording, api);
    }

    public async ValueTask DisposeAsync()
    {
        await Stub.DisposeAsync();
        Assert.Empty(unknown);
    }
}
