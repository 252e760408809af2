using Click2Call.Storage.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.Testing;

/// <summary>
/// Plays the Azure Functions host for a published folder: reads its host.json and function.json files, starts the
/// executable named there, forwards HTTP by route, works its queues off, sends ticks. What it does to requests and makes
/// of answers was measured with the libraries of host 4.1037.
/// </summary>
public sealed class FunctionsHostStub : IAsyncDisposable
{
    private readonly FunctionsHostApp _app;
    private readonly FunctionsHostWorker _worker;
    private readonly FunctionsHostForwarding _forwarding;
    private readonly WebApplication _front;
    private readonly CancellationTokenSource _stop = new();
    private Task _pumps = Task.CompletedTask;

    private FunctionsHostStub(FunctionsHostSettings settings)
    {
        WorkerPort = FreePort.Next();
        _app = FunctionsHostApp.Read(settings.AppFolder);
        _worker = new FunctionsHostWorker(settings.Executable ?? _app.Executable(settings.AppFolder), settings, WorkerPort);
        _forwarding = new FunctionsHostForwarding(WorkerPort);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _front = builder.Build();
        _front.Urls.Clear();
        _front.Urls.Add("http://127.0.0.1:0");
    }

    /// <summary>Where visitors come in.</summary>
    public Uri Address => new(_front.Urls.First());

    /// <summary>The port that the worker was told to listen on.</summary>
    public int WorkerPort { get; }

    /// <summary>The worker's process, for signals.</summary>
    public int WorkerId => _worker.ProcessId;

    /// <summary>How often the worker was started.</summary>
    public int WorkerStarts => _worker.Starts;

    /// <summary>How the worker ended so far, oldest first, its death in the end not included.</summary>
    public IReadOnlyList<int> WorkerExitCodes => [.. _worker.ExitCodes];

    /// <summary>Whether the host has stopped: after exit code 0, or the third other.</summary>
    public bool GaveUp => _worker.GaveUp;

    /// <summary>What the worker wrote.</summary>
    public IReadOnlyList<string> WorkerOutput => _worker.Output;

    /// <summary>The names of the functions found.</summary>
    public IReadOnlyList<string> Functions => [.. _app.Functions.Select(function => function.Name)];

    /// <summary>Starts the worker and waits until it is ready.</summary>
    public static async Task<FunctionsHostStub> Start(FunctionsHostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var host = new FunctionsHostStub(settings);
        try
        {
            await host.Begin(settings);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Posts one queue message to a function, past the queue.</summary>
    public Task<InvocationResult> Send(string function, string text) =>
        Invoke(function, Find(function).Binding, new QueueMessage("00000000-0000-4000-8000-000000000001", "receipt", text, 1, TimeProvider.System.GetUtcNow()));

    /// <summary>Lets a timer tick.</summary>
    public Task<InvocationResult> Tick(string function) => _forwarding.Post(function, InvocationPayload.Timer(function, Find(function).Binding));

    /// <summary>Ends the worker by SIGKILL; it is started again as after any crash.</summary>
    public void KillWorker() => _worker.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _pumps;
        }
        finally
        {
            // Whatever a pump has met: no worker outlives its test.
            await _worker.DisposeAsync();
            await _front.DisposeAsync();
            _forwarding.Dispose();
            _stop.Dispose();
        }
    }

    private async Task Begin(FunctionsHostSettings settings)
    {
        await _worker.Start();
        var prefix = _app.Host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()!;
        _front.Use(NotFoundForMethod);
        foreach (var function in _app.Functions.Where(function => function.Trigger == "httpTrigger"))
        {
            var route = function.Setting("route") is { Length: > 0 } given ? given : function.Name;
            var methods = function.Settings.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant());
            _front.MapMethods($"{prefix}/{route}", methods, _forwarding.Forward);
        }

        await _front.StartAsync();
        if (settings.PumpsQueues)
        {
            var storage = StorageAccount.FromSettings(_ => settings.ConnectionString, TimeProvider.System);
            var pump = new FunctionsHostPump(storage, settings, _app.Host, Invoke);
            _pumps = Task.WhenAll(_app.Functions.Where(function => function.Trigger == "queueTrigger").Select(function => pump.Run(function, _stop.Token)));
        }
    }

    /// <summary>The host knows no 405.</summary>
    private static async Task NotFoundForMethod(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: 405, HasStarted: false })
            context.Response.StatusCode = 404;
    }

    private Task<InvocationResult> Invoke(string function, string binding, QueueMessage message) =>
        _forwarding.Post(function, InvocationPayload.Queue(function, binding, message));

    private FunctionsHostApp.Function Find(string name) => _app.Functions.Single(function => function.Name == name);
}
