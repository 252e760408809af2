using System.Text.RegularExpressions;
using Click2Call.Testing;

namespace Click2Call.EndToEnd.Tests;

/// <summary>A fenced block of one of the project's documents.</summary>
/// <param name="Document">The document, from the top of the repository.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Text">What is in it.</param>
internal sealed partial record DocumentBlock(string Document, int Line, string Language, string Text)
{
    /// <summary>How a block of commands says that no test runs it, and why.</summary>
    private const string Mark = "# Not run by the tests: ";

    /// <summary>The words that our commands begin with.</summary>
    private static readonly string[] Programs = ["click2call", "dotnet", "curl", "az", "azd", "func", "bash", "npm", "node", "docker", "asterisk", "cd", "export", "git"];

    /// <summary>Where it stands.</summary>
    public string Where => $"{Document}:{Line}";

    /// <summary>Whether it is there to be run.</summary>
    public bool IsCommands => Language is "bash" or "sh" or "shell" or "console" || (Language.Length == 0 && Text.Split('\n').Any(line => Programs.Contains(line.TrimStart('$', ' ').Split(' ')[0])));

    /// <summary>Why no test runs it; null when one does.</summary>
    public string? Untried => Text.StartsWith(Mark, StringComparison.Ordinal) ? Text.Split('\n')[0][Mark.Length..] : null;

    /// <summary>Every block of README.md and of every page below docs and bench.</summary>
    public static IReadOnlyList<DocumentBlock> All { get; } =
        [.. new[] { "README.md" }.Concat(Pages("docs")).Concat(Pages("bench")).SelectMany(Read)];

    private static IEnumerable<string> Pages(string folder) => Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file))
        .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<DocumentBlock> Read(string document)
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, document)).ReplaceLineEndings("\n");
        return Fence().Matches(page).Select(match => new DocumentBlock(
            document, page.AsSpan(0, match.Index).Count('\n') + 1, match.Groups["language"].Value, match.Groups["text"].Value));
    }

    [GeneratedRegex("^```(?<language>.*)\n(?<text>(?:(?!```).*\n)*)```$", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
