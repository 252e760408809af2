using System.Text.Json;

namespace Click2Call.Testing;

/// <summary>The published folder, read as the Functions host reads it.</summary>
internal sealed class FunctionsHostApp
{
    private FunctionsHostApp(JsonElement host, List<Function> functions)
    {
        Host = host;
        Functions = functions;
    }

    public JsonElement Host { get; }

    public IReadOnlyList<Function> Functions { get; }

    /// <summary>The file that host.json names, which must be one and be executable.</summary>
    public string Executable(string folder)
    {
        var path = Path.Combine(folder, Host.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString()!);
        if (!File.Exists(path))
            throw new InvalidOperationException($"host.json names {path}, which is not there.");
        if (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute))
            throw new InvalidOperationException($"{path} is not executable.");
        return path;
    }

    public static FunctionsHostApp Read(string folder)
    {
        var host = Json(Path.Combine(folder, "host.json"));
        var custom = host.GetProperty("customHandler");
        if (!custom.GetProperty("enableForwardingHttpRequest").GetBoolean())
            throw new InvalidOperationException("This host only knows forwarding.");
        var functions = Directory.EnumerateFiles(folder, "function.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(file => Function.Read(Path.GetFileName(Path.GetDirectoryName(file))!, Json(file)))
            .OrderBy(function => function.Name, StringComparer.Ordinal)
            .ToList();
        return new FunctionsHostApp(host, functions);
    }

    private static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }

    /// <summary>One function.json.</summary>
    internal sealed record Function(string Name, string Trigger, string Binding, JsonElement Settings)
    {
        public static Function Read(string name, JsonElement json)
        {
            var bindings = json.GetProperty("bindings").EnumerateArray().ToList();
            var trigger = bindings.Single(binding => Text(binding, "type").EndsWith("Trigger", StringComparison.Ordinal));
            var function = new Function(name, Text(trigger, "type"), Text(trigger, "name"), trigger);
            if (function.Trigger == "httpTrigger")
            {
                // Without a level the host asks for its own key; with more than one output it does not forward.
                if (Text(trigger, "authLevel") != "anonymous" || bindings.Count != 2 || Text(bindings[1], "type") != "http" || Text(bindings[1], "direction") != "out")
                    throw new InvalidOperationException($"{name} would not be forwarded, or not without a key.");
            }

            return function;
        }

        public string Setting(string name) => Text(Settings, name);

        private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }
}
