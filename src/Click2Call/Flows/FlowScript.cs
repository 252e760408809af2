using System.Text.Json;
using Click2Call.Accounts.Import;
using Click2Call.Orders;

namespace Click2Call.Flows;

/// <summary>What a flow does: its steps, the first of which begins.</summary>
public sealed record FlowScript
{
    /// <summary>The name that people read.</summary>
    public required string Name { get; init; }

    /// <summary>Variables with the values that they begin with.</summary>
    public IReadOnlyList<NameValue> Variables { get; init; } = [];

    /// <summary>The steps in the order of the document.</summary>
    public IReadOnlyList<FlowStep> Steps { get; init; } = [];

    /// <summary>What is said when something fails inside, before the call ends; absent: an apology.</summary>
    public string? Apology { get; init; }

    /// <summary>The extension that a caller is sent to when something fails inside; absent: the call ends.</summary>
    public string? Refuge { get; init; }

    /// <summary>The document, as it was imported and without its comments.</summary>
    public string Document { get; init; } = "";

    /// <summary>The step of that name.</summary>
    public FlowStep? Find(string? id) => Steps.FirstOrDefault(step => step.Id == id);

    /// <summary>Reads a document as an import does.</summary>
    /// <param name="document">The document.</param>
    /// <param name="account">Whose it is to be.</param>
    /// <returns>The script; or null, and every mistake with its place.</returns>
    public static (FlowScript? Script, IReadOnlyList<Mistake> Mistakes) Check(string document, Accounts.Account account)
    {
        ArgumentNullException.ThrowIfNull(document);
        var reading = new FileReading();
        try
        {
            using var parsed = JsonDocument.Parse(document, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var flow = JsonObject.Read(parsed.RootElement, "", "flow", reading, json => FlowSection.Read(json, account));
            var lines = JsonLines.Of(document);
            return flow is not null && reading.Mistakes.Count == 0
                ? (flow.Script, [])
                : (null, [.. reading.Mistakes.Select(mistake => mistake with { Line = lines.Find(mistake.Path) })]);
        }
        catch (JsonException e)
        {
            return (null, [new Mistake($"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}", "this is no JSON.")]);
        }
        catch (InvalidOperationException)
        {
            return (null, [new Mistake("the document", "a text in it holds half a character (\\uD800 to \\uDFFF alone).")]);
        }
    }

    /// <summary>
    /// Reads a document that was imported before. One that this version does not understand any more comes without steps,
    /// and whoever calls hears the apology.
    /// </summary>
    public static FlowScript Read(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var reading = new FileReading();
        try
        {
            using var parsed = JsonDocument.Parse(document);
            var flow = JsonObject.Read(parsed.RootElement, "", "flow", reading, json => FlowSection.Read(json, account: null));
            if (flow is not null && reading.Mistakes.Count == 0)
                return flow.Script;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // As below.
        }

        return new FlowScript { Name = "", Document = document };
    }
}
