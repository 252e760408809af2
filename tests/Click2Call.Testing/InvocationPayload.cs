using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Click2Call.Storage.Rest;

namespace Click2Call.Testing;

/// <summary>Bodies of <c>POST /{FunctionName}</c> as the Functions host writes them (replayed with the host's own libraries).</summary>
internal static class InvocationPayload
{
    private static readonly JsonSerializerOptions AsNewtonsoft = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text is encoded twice, a number once; the properties of a JSON object replace the host's own metadata.</summary>
    public static string Queue(string function, string binding, QueueMessage message)
    {
        var once = IsNumber(message.Text) ? message.Text : Encoded(message.Text);
        var metadata = new JsonObject
        {
            ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
            ["Id"] = Encoded(message.MessageId),
            ["InsertionTime"] = Encoded(message.InsertedAt.ToString("O")),
            ["PopReceipt"] = Encoded(message.PopReceipt),
            ["sys"] = new JsonObject { ["MethodName"] = function },
        };
        if (AsObject(message.Text) is { } properties)
        {
            foreach (var (name, value) in properties)
                metadata[name] = value?.DeepClone();
        }

        return Body(binding, JsonValue.Create(once), metadata);
    }

    public static string Timer(string function, string binding) => Body(
        binding,
        new JsonObject { ["Schedule"] = new JsonObject { ["AdjustForDST"] = true }, ["ScheduleStatus"] = null, ["IsPastDue"] = false },
        new JsonObject { ["sys"] = new JsonObject { ["MethodName"] = function } });

    private static string Body(string binding, JsonNode data, JsonObject metadata) =>
        new JsonObject { ["Data"] = new JsonObject { [binding] = data }, ["Metadata"] = metadata }.ToJsonString(AsNewtonsoft);

    private static string Encoded(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static JsonObject? AsObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
