using System.Globalization;
using System.Text.RegularExpressions;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

/// <summary>The ids of log messages: an operator looks for one and must find one message.</summary>
public sealed partial class LogEventTests
{
    private static readonly Dictionary<string, List<int>> Ids = new DirectoryInfo(Path.Combine(RepositoryRoot.Path, "src")).EnumerateFiles("*.cs", SearchOption.AllDirectories)
        .Where(file => !file.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .ToDictionary(file => file.FullName, file => Message().Matches(File.ReadAllText(file.FullName)).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList());

    [Fact]
    public void Every_message_has_an_id_of_its_own()
    {
        var all = Ids.SelectMany(file => file.Value.Select(id => (Id: id, File: Path.GetFileName(file.Key)))).ToList();
        Assert.True(all.Count > 50, $"{all.Count} messages");
        Assert.Equal(Ids.Keys.Sum(file => Regex.Count(File.ReadAllText(file), @"\[LoggerMessage\b")), all.Count);
        Assert.All(all.GroupBy(message => message.Id), same => Assert.True(same.Count() == 1, $"Event {same.Key} is in {string.Join(" and ", same.Select(message => message.File))}."));
    }

    [Fact]
    public void Events_of_the_operations_page_are_logged_by_what_works_the_queue_off()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));
        var known = Ids.Values.SelectMany(ids => ids).ToHashSet();
        var named = Regex.Matches(page, @"\bevents? ([\d, and]+\d)").SelectMany(match => Regex.Matches(match.Groups[1].Value, @"\d+")).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(named.Count >= 5, string.Join(' ', named));
        Assert.All(named, id => Assert.True(known.Contains(id), $"docs/operations.md names event {id}, which nothing logs."));

        (string Queue, string File)[] workers =
        [
            ("call-alarms-poison", "Sweep.cs"), ("late-events-poison", "CallEvents.cs"), ("lead-fetches-poison", "LeadFetcher.cs"), ("events-out-poison", "PoisonedEvents.cs"), ("campaign-wakes-poison", "PoisonedMessages.cs"),
        ];
        Assert.All(workers, worker =>
        {
            var row = Regex.Match(page, $@"^\| `{worker.Queue}` \|.*$", RegexOptions.Multiline).Value;
            var ids = Ids.Single(file => Path.GetFileName(file.Key) == worker.File).Value;
            Assert.All(Regex.Matches(row, @"\b\d{4}\b").Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)), id => Assert.True(ids.Contains(id), $"{worker.Queue}: event {id} is not logged by {worker.File}."));
        });
    }

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId = )?(\d+),")]
    private static partial Regex Message();
}
