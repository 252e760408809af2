using System.Text.RegularExpressions;
using Click2Call.Hosting.Catalog;
using Click2Call.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Click2Call.Functions.Tests;

/// <summary>What the documents say of the functions against the catalog, in both directions.</summary>
public sealed partial class FunctionTableTests
{
    private readonly FunctionCatalog _catalog = new();

    public FunctionTableTests() => AllFunctions.Map(_catalog, new ServiceCollection().BuildServiceProvider());

    [Fact]
    public void The_page_of_functions_has_a_row_for_each_with_its_trigger()
    {
        var described = Row().Matches(Read("docs/functions.md")).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["trigger"].Value);
        var real = _catalog.Http.Select(function => (function.Name, Trigger: $"HTTP {string.Join(", ", function.Methods)} `/{function.Route}`"))
            .Concat(_catalog.Queues.Select(function => (function.Name, Trigger: $"queue `{function.Queue}`")))
            .Concat(_catalog.Timers.Select(function => (function.Name, Trigger: $"timer `{function.Schedule}`")))
            .ToDictionary(function => function.Name, function => function.Trigger);
        Assert.All(real, function => Assert.True(described.GetValueOrDefault(function.Key) == function.Value, $"docs/functions.md needs the row | `{function.Key}` | {function.Value} | … |"));
        Assert.All(described.Keys, name => Assert.True(real.ContainsKey(name), $"docs/functions.md has a row for {name}, which is no function."));
    }

    [Fact]
    public void The_README_names_functions_that_there_are()
    {
        var table = Read("README.md").Split("## The functions")[1].Split("\n## ")[0];
        var named = table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Name().Matches(line.Split('|')[1])).Select(match => match.Groups[1].Value).ToList();
        var real = _catalog.Http.Select(function => function.Name).Concat(_catalog.Queues.Select(function => function.Name)).Concat(_catalog.Timers.Select(function => function.Name)).ToHashSet();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(real.Contains(name) || real.Any(one => one.StartsWith(name + "-", StringComparison.Ordinal)), $"README.md names {name}, which is no function."));
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, page));

    [GeneratedRegex(@"^\| `(?<name>[a-z0-9-]+)` \| (?<trigger>(?:HTTP|queue|timer) .+?) \| ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z0-9-]+)`")]
    private static partial Regex Name();
}
