using System.Text.Json;

namespace Click2Call.Hosting.Catalog;

/// <summary>
/// The files by which the Functions host knows the functions: a folder for each with a <c>function.json</c> and nothing
/// else in it ("Azure Functions custom handlers", "function.json").
/// </summary>
internal static class FunctionJson
{
    /// <summary>The Functions host takes an empty route for "no route" and serves the function's name; this one matches only "/".</summary>
    private const string FrontPage = "{root:maxlength(0)?}";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes the folders into <paramref name="directory"/>.</summary>
    public static void Write(FunctionCatalog catalog, string directory)
    {
        foreach (var (name, json) in Files(catalog))
        {
            var folder = Directory.CreateDirectory(Path.Combine(directory, name)).FullName;
            System.IO.File.WriteAllBytes(Path.Combine(folder, "function.json"), json);
        }
    }

    /// <summary>The text of each file, by the function's name.</summary>
    public static IEnumerable<(string Name, byte[] Json)> Files(FunctionCatalog catalog) =>
    [
        .. catalog.Http.Select(function => (function.Name, File(json => Http(json, function)))),
        .. catalog.Queues.Select(function => (function.Name, File(json => Queue(json, function)))),
        .. catalog.Timers.Select(function => (function.Name, File(json => Timer(json, function)))),
    ];

    private static void Http(Utf8JsonWriter json, HttpFunction function)
    {
        Binding(json, "httpTrigger", "in", "request", () =>
        {
            // Without a level the host asks for a key of its own; our functions check theirs.
            json.WriteString("authLevel", "anonymous");
            json.WriteStartArray("methods");
            foreach (var method in function.Methods)
                json.WriteStringValue(method.ToLowerInvariant());
            json.WriteEndArray();
            json.WriteString("route", function.Route.Length == 0 ? FrontPage : function.Route);
        });
        Binding(json, "http", "out", "response", () => { });
    }

    private static void Queue(Utf8JsonWriter json, QueueFunction function) => Binding(json, "queueTrigger", "in", "message", () =>
    {
        json.WriteString("queueName", function.Queue);
        json.WriteString("connection", "AzureWebJobsStorage");
    });

    private static void Timer(Utf8JsonWriter json, TimerFunction function) =>
        Binding(json, "timerTrigger", "in", "timer", () => json.WriteString("schedule", function.Schedule));

    private static void Binding(Utf8JsonWriter json, string type, string direction, string name, Action rest)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("direction", direction);
        json.WriteString("name", name);
        rest();
        json.WriteEndObject();
    }

    private static byte[] File(Action<Utf8JsonWriter> bindings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("bindings");
            bindings(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
