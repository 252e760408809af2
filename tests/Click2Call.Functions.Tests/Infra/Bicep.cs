using System.Text.RegularExpressions;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests.Infra;

/// <summary>
/// Reads out of a Bicep file what the tests hold against the code: parameters, outputs, lists of names, objects of texts,
/// role assignments, calls of modules. The files are ours and are laid out the same; whether they are Bicep at all, another
/// parser says.
/// </summary>
internal sealed partial class Bicep
{
    private readonly string _text;

    private Bicep(string path)
    {
        Path = path;
        _text = Comment().Replace(File.ReadAllText(path), "");
    }

    public static string Folder { get; } = System.IO.Path.Combine(RepositoryRoot.Path, "infra");

    public static IReadOnlyList<string> Files { get; } = [.. Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public string Path { get; }

    public string Text => _text;

    public static Bicep Open(string name) => new(System.IO.Path.Combine(Folder, name));

    public static Bicep At(string path) => new(path);

    /// <summary>The parameters: whether each has a description and a default.</summary>
    public IReadOnlyList<(string Name, bool Described, bool Optional)> Parameters =>
        [.. Parameter().Matches(_text).Select(match => (match.Groups["name"].Value, match.Groups["decorators"].Value.Contains("@description(", StringComparison.Ordinal), match.Groups["default"].Success))];

    public IReadOnlyList<string> Outputs => [.. Output().Matches(_text).Select(match => match.Groups[1].Value)];

    /// <summary>The texts of <c>var name = [ … ]</c>.</summary>
    public IReadOnlyList<string> List(string name)
    {
        var body = Regex.Match(_text, $@"^var {name} = \[(.*?)^\]", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        return [.. Regex.Matches(body, "'([^']*)'").Select(match => match.Groups[1].Value)];
    }

    /// <summary>The texts of <c>var name = { … }</c>.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        var body = Regex.Match(_text, $@"^var {name} = \{{(.*?)^\}}", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        return Regex.Matches(body, @"(\w+): '([^']*)'").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    /// <summary>The app settings: names and what they are set to.</summary>
    public IReadOnlyDictionary<string, string> AppSettings
    {
        get
        {
            var body = Regex.Match(_text, @"name: 'appsettings'\s*properties: \{(.*?)\n\s*\}", RegexOptions.Singleline).Groups[1].Value;
            return Regex.Matches(body, @"^\s*(\w+): (.+)$", RegexOptions.Multiline).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim());
        }
    }

    /// <summary>The roles that are given: to whom, and which.</summary>
    public IReadOnlyList<(string Principal, string Role)> Roles
    {
        get
        {
            var ids = Texts("roles");
            return [.. Assignment().Matches(_text).Select(match => (match.Groups["principal"].Value, ids[match.Groups["role"].Value]))];
        }
    }

    /// <summary>The modules that are called: by what name, which file, with which parameters.</summary>
    public IReadOnlyList<(string Symbol, string File, IReadOnlyList<string> Parameters)> Modules =>
        [.. Module().Matches(_text).Select(match => (
            match.Groups["symbol"].Value,
            match.Groups["file"].Value,
            (IReadOnlyList<string>)[.. Regex.Matches(match.Groups["params"].Value, @"^\s*(\w+): ", RegexOptions.Multiline).Select(name => name.Groups[1].Value)]))];

    [GeneratedRegex(@"(?<![:'])//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<decorators>(?:^@[^\n]*\n)*)^param (?<name>\w+) \w+(?<default> = )?", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^output (\w+) \w+ = ", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"'Microsoft\.Authorization/roleAssignments@[^']*'.*?roleDefinitionId: subscriptionResourceId\('Microsoft\.Authorization/roleDefinitions', roles\.(?<role>\w+)\)\s*principalId: (?<principal>\w+)", RegexOptions.Singleline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^module (?<symbol>\w+) '(?<file>[^']+)' = .*?^  params: \{(?<params>.*?)^  \}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Module();
}
