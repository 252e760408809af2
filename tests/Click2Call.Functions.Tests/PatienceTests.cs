using System.Diagnostics;
using System.Net;
using Click2Call.Calls;
using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

/// <summary>What the tests wait with: it bears a machine that stands still for a while, and nothing that is wrong.</summary>
public sealed class PatienceTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1), Short = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Away => ["unavailable", "storage down", "refused", "503", "time-out"];

    public static TheoryData<string> Wrong => ["denied", "500", "404", "canceled", "bug"];

    [Theory]
    [MemberData(nameof(Away))]
    public async Task A_look_that_finds_somebody_away_has_seen_nothing_yet(string what)
    {
        var looks = 0;
        Assert.Equal("seen", await Patience.Until(() => ++looks < 3 ? throw Problem(what) : Task.FromResult<string?>("seen"), Long, "It was seen"));
    }

    [Theory]
    [MemberData(nameof(Away))]
    public async Task Whoever_stays_away_is_named(string what)
    {
        var problem = Problem(what);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => Patience.Until(() => Task.FromException<string?>(problem), Short, "It was seen"));
        Assert.Same(problem, late.InnerException);
        Assert.StartsWith("It was seen: not within 1 s", late.Message, StringComparison.Ordinal);
        Assert.EndsWith($"{problem.GetType().Name}: {problem.Message}", late.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_told_at_once(string what)
    {
        var problem = Problem(what);
        Assert.Same(problem, await Record.ExceptionAsync(() => Patience.Until(() => Task.FromException<string?>(problem), Long, "It was seen")));
    }

    [Theory]
    [InlineData("can't be reached; check AzureWebJobsStorage and whether the account is up.", 3)]
    [InlineData("The account has a mistake.", 1)]
    public async Task An_app_is_started_again_only_when_it_did_not_reach_storage(string lastWords, int starts)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The app is a shell script.");
        var journal = Path.GetTempFileName();
        var app = new ProcessStartInfo("sh", ["-c", "echo start >> \"$1\"; echo \"$2\" >&2; exit 1", "sh", journal, lastWords]);
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningProcess.StartApp(app, process => process.Printed("up")));
        Assert.Contains(lastWords, ended.Message, StringComparison.Ordinal);
        Assert.Equal(starts, File.ReadAllLines(journal).Length);

        // Where the second start is the good one, there is no third.
        File.Delete(journal);
        app = new ProcessStartInfo("sh", ["-c", "if [ -e \"$1\" ]; then echo up; exec sleep 600; fi; touch \"$1\"; echo \"$2\" >&2; exit 1", "sh", journal, lastWords]);
        var up = await Record.ExceptionAsync(async () => await (await RunningProcess.StartApp(app, process => process.Printed("up"))).DisposeAsync());
        Assert.Equal(starts == 1, up is InvalidOperationException);
        Assert.Equal(starts == 3, up is null);
        File.Delete(journal);
    }

    private static Exception Problem(string what) => what switch
    {
        "unavailable" => new StorageUnavailableException("It took too long."),
        "storage down" => new StorageException(StorageProblem.Unavailable, "Get of Calls: no answer."),
        "refused" => new HttpRequestException("Connection refused"),
        "503" => new HttpRequestException("503", null, HttpStatusCode.ServiceUnavailable),
        "time-out" => new TaskCanceledException("The request was canceled due to the configured time-out.", new TimeoutException()),
        "denied" => new StorageException(StorageProblem.Denied, "403"),
        "500" => new HttpRequestException("500", null, HttpStatusCode.InternalServerError),
        "404" => new HttpRequestException("404", null, HttpStatusCode.NotFound),
        "canceled" => new TaskCanceledException("The test was stopped."),
        _ => new InvalidOperationException("A bug."),
    };
}
