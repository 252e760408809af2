using System.Text;
using System.Text.Json;

namespace Click2Call.Accounts.Import;

/// <summary>Tells on which line of a file a path begins: <c>accounts[0].flows[1].steps[3].next</c>.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private JsonLines()
    {
    }

    /// <summary>Reads the places of a file that is known to be JSON.</summary>
    public static JsonLines Of(string text)
    {
        var lines = new JsonLines();
        var bytes = Encoding.UTF8.GetBytes(text);
        var starts = new List<int> { 0 };
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] == '\n')
                starts.Add(at + 1);
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        lines.Walk(ref reader, starts);
        return lines;
    }

    /// <summary>The line, counted from 1, of a path or of the nearest place above it that the file has.</summary>
    public int? Find(string path)
    {
        while (path.Length > 0)
        {
            if (_lines.TryGetValue(path, out var line))
                return line;
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }

        return null;
    }

    private void Walk(ref Utf8JsonReader reader, List<int> starts)
    {
        // The path of the container that is open, and where in a list we are.
        var open = new Stack<(string Path, int Index)>();
        var path = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var above = open.Count == 0 ? "" : open.Peek().Path;
                    path = above.Length == 0 ? reader.GetString()! : $"{above}.{reader.GetString()}";
                    _lines.TryAdd(path, Line(reader.TokenStartIndex, starts));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    if (open.Count > 0 && open.Peek() is { Index: >= 0 } list)
                    {
                        open.Pop();
                        open.Push((list.Path, list.Index + 1));
                        path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{list.Path}[{list.Index}]");
                        _lines.TryAdd(path, Line(reader.TokenStartIndex, starts));
                    }

                    if (reader.TokenType is JsonTokenType.StartObject)
                        open.Push((path, -1));
                    else if (reader.TokenType is JsonTokenType.StartArray)
                        open.Push((path, 0));
                    break;
            }
        }
    }

    private static int Line(long at, List<int> starts)
    {
        var found = starts.BinarySearch((int)at);
        return found >= 0 ? found + 1 : ~found;
    }
}
