using Click2Call.Dialects.Kazoo;
using Click2Call.Functions.Lines;
using Microsoft.Extensions.Configuration;

namespace Click2Call.Functions.Tests.Settings;

/// <summary>What an operator says of Kazoo's versions arrives where requests are answered.</summary>
public sealed class KazooSettingsTests
{
    [Fact]
    public void Unset_means_what_the_documents_say() => Assert.Equal(new KazooAccepting(), Read());

    [Fact]
    public void Each_is_heard() => Assert.Equal(
        new KazooAccepting { AuthRequiredOnV1 = true, ConnectStatusOnV1 = 201, CreateStatusOnV1 = 200 },
        Read(("Kazoo:AuthRequiredOnV1", "true"), ("Kazoo:ConnectStatusOnV1", "201"), ("Kazoo:CreateStatusOnV1", "200")));

    private static KazooAccepting Read(params (string Name, string Value)[] settings) => KazooSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
}
