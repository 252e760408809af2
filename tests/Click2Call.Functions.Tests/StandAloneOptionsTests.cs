using System.Text.Json;
using Click2Call.Hosting.StandAlone;
using Click2Call.Hosting.Start;
using Click2Call.Testing;
using Microsoft.Extensions.Configuration;

namespace Click2Call.Functions.Tests;

public sealed class StandAloneOptionsTests
{
    [Fact]
    public void Has_the_same_defaults_as_host_json()
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "host.json")));
        var queues = host.RootElement.GetProperty("extensions").GetProperty("queues");
        var options = Read();
        Assert.Equal(queues.GetProperty("batchSize").GetInt32(), options.BatchSize);
        Assert.Equal(queues.GetProperty("maxDequeueCount").GetInt32(), options.MaxDequeueCount);
        Assert.Equal(queues.GetProperty("visibilityTimeout").GetString(), options.Visibility.ToString("c"));
        Assert.Equal(queues.GetProperty("maxPollingInterval").GetString(), options.IdlePoll.ToString("c"));
        Assert.Equal(host.RootElement.GetProperty("functionTimeout").GetString(), options.FunctionTimeout.ToString("c"));
        Assert.Equal(16, options.QueueConcurrency);
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.ActivePoll);
        Assert.Equal(TimeSpan.FromSeconds(30), options.DrainTime);
    }

    [Fact]
    public void Reads_the_environment_in_its_own_spelling()
    {
        var options = Read(("StandAlone:QueueConcurrency", "4"), ("StandAlone:DrainTime", "00:01:00"));
        Assert.Equal(4, options.QueueConcurrency);
        Assert.Equal(TimeSpan.FromMinutes(1), options.DrainTime);
    }

    [Theory]
    [InlineData("QueueConcurrency", "0", "StandAlone__QueueConcurrency is '0'; it must be a number from 1 to 64.")]
    [InlineData("BatchSize", "33", "StandAlone__BatchSize is '33'; it must be a number from 1 to 32.")]
    [InlineData("MaxDequeueCount", "many", "StandAlone__MaxDequeueCount is 'many'; it must be a number from 1 to 1000.")]
    [InlineData("Visibility", "15", "StandAlone__Visibility is '15'; it must be a time from 00:00:03 to 00:10:00, such as 00:00:15.")]
    [InlineData("Visibility", "00:00:03.5", "StandAlone__Visibility is '00:00:03.5000000'; storage hides messages for whole seconds.")]
    [InlineData("DrainTime", "01:00:00", "StandAlone__DrainTime is '01:00:00'; it must be a time from 00:00:00 to 00:05:00, such as 00:00:30.")]
    [InlineData("IdlePoll", "00:00:00.06", "StandAlone__IdlePoll is shorter than StandAlone__ActivePoll; an idle queue is looked at less often.")]
    public void Says_what_is_wrong_in_one_sentence(string name, string value, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<StartUpException>(() => Read(($"StandAlone:{name}", value))).Message);

    private static StandAloneOptions Read(params (string Name, string Value)[] settings) => StandAloneOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
}
