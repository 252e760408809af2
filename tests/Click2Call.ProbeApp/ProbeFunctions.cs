using System.Globalization;
using Click2Call.Calls;
using Click2Call.Functions;
using Click2Call.Hosting.Catalog;
using Click2Call.Storage.Rest;

namespace Click2Call.ProbeApp;

/// <summary>
/// Functions that do as they are told and write down what they did, a line each, in the file named by PROBE_JOURNAL.
/// Messages: <c>ok …</c>, <c>fail …</c>, <c>exit CODE</c>, <c>wait FILE</c> (until the file exists), anything else is just written.
/// </summary>
internal static class ProbeFunctions
{
    private static readonly Lock Gate = new();
    private static readonly string Journal = Environment.GetEnvironmentVariable("PROBE_JOURNAL") ?? "";

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        Landing.Map(functions);
        Health.Map(functions, services);
        functions.Add(new HttpFunction("probe-echo", ["GET", "POST", "DELETE"], "probe/echo", Echo) { MaxBody = 1000 });
        functions.Add(new HttpFunction("probe-rest", ["GET"], "probe/{*rest}", context => context.Response.WriteAsync($"rest {context.Request.RouteValues["rest"]}")));
        functions.Add(new HttpFunction("probe-dots", ["GET"], "ForwardDialer/click2call.aspx", context => context.Response.WriteAsync("dots")));
        functions.Add(new HttpFunction("probe-down", ["GET"], "probe/down", _ => throw new StorageUnavailableException("Nobody there.", retryAfter: TimeSpan.FromSeconds(7))));
        functions.Add(new HttpFunction("probe-bug", ["GET"], "probe/bug", _ => throw new InvalidOperationException("secret inside")));
        functions.Add(new HttpFunction("probe-put", ["GET"], "probe/put", context => services.GetRequiredService<StorageAccount>().Queue("probe").Put(
            context.Request.Query["text"].ToString(), TimeSpan.Zero, null, context.RequestAborted)));
        functions.Add(new HttpFunction("probe-slow", ["GET"], "probe/slow", Slow));
        functions.Add(new QueueFunction("probe-queue", "probe", Obey));
        functions.Add(new TimerFunction("probe-tick", "* * * * * *", _ => Write("tick")));
    }

    private static async Task Echo(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Response.StatusCode = 202;
        context.Response.Headers["X-Probe"] = "seen";
        var headers = string.Join('\n', context.Request.Headers.Select(header => $"{header.Key}: {header.Value}"));
        await context.Response.WriteAsync($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n{headers}\n\n{body}");
    }

    private static async Task Slow(HttpContext context)
    {
        await Write("slow begins");
        await FileIsThere(context.Request.Query["until"].ToString(), context.RequestAborted);
        await context.Response.WriteAsync("slow done");
    }

    private static async Task Obey(string text, CancellationToken cancellation)
    {
        await Write(text);
        var words = text.Split(' ', 2);
        switch (words[0])
        {
            case "fail":
                throw new InvalidOperationException("As told.");
            case "exit":
                Environment.Exit(int.Parse(words[1], CultureInfo.InvariantCulture));
                break;
            case "wait":
                await FileIsThere(words[1], cancellation);
                await Write("done " + words[1]);
                break;
        }
    }

    private static async Task FileIsThere(string path, CancellationToken cancellation)
    {
        while (!File.Exists(path))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
    }

    private static Task Write(string line)
    {
        lock (Gate)
        {
            if (Journal.Length > 0)
                File.AppendAllText(Journal, line + "\n");
        }

        return Task.CompletedTask;
    }
}
