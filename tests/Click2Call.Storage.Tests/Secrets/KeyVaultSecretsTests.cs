using System.Net;
using Click2Call.Lines;
using Click2Call.Storage.Secrets;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Secrets;

public sealed class KeyVaultSecretsTests : IDisposable
{
    private const string Value = "VALUE-that-nobody-may-see";

    private readonly ManualClock _clock = new();
    private readonly FakeVault _vault = new();
    private readonly KeyVaultSecrets _secrets;

    public KeyVaultSecretsTests()
    {
        _vault.Secrets["pbx-key"] = (Value, null);
        _secrets = _vault.Open(_clock);
    }

    public void Dispose() => _vault.Dispose();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ValueTask<string> Get(string name = "pbx-key") => _secrets.Get(name, Ct);

    private async Task<SecretUnavailableException> Refused(string name = "pbx-key")
    {
        var e = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await Get(name));
        Assert.DoesNotContain(Value, e.ToString(), StringComparison.Ordinal);
        return e;
    }

    private Task Settle(int reads) => Patience.Until(() => _vault.Reads >= reads, $"The vault was read {reads} times");

    [Fact]
    public async Task The_vaults_challenge_is_answered_with_a_token_for_the_vault()
    {
        Assert.Equal(Value, await Get());
        Assert.Equal((1, 1), (_vault.Challenges, _vault.Reads));
        Assert.Equal("00000000-0000-0000-0000-000000000001 https://vault.azure.net/.default", _vault.LastChallenge);
    }

    [Fact]
    public async Task A_value_is_used_for_four_minutes_and_then_read_again_behind_the_readers_back()
    {
        await Get();
        _vault.Secrets["pbx-key"] = ("rotated", null);
        _clock.Advance(TimeSpan.FromMinutes(4) - TimeSpan.FromSeconds(1));
        Assert.Equal(Value, await Get());
        Assert.Equal(1, _vault.Reads);

        var gate = new TaskCompletionSource();
        _vault.Gate = gate.Task;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([Value, Value, Value], [await Get(), await Get(), await Get()]);
        Assert.Equal(2, _vault.Reads);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var waiting = Get();
        Assert.False(waiting.IsCompleted);
        gate.SetResult();
        Assert.Equal("rotated", await waiting);
        Assert.Equal(2, _vault.Reads);
    }

    [Fact]
    public async Task A_rotated_value_is_used_after_five_minutes_at_the_latest()
    {
        await Get();
        _vault.Secrets["pbx-key"] = ("rotated", null);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("rotated", await Get());
    }

    [Fact]
    public async Task A_crowd_asks_the_vault_once_and_one_who_leaves_does_not_spoil_it()
    {
        var gate = new TaskCompletionSource();
        _vault.Gate = gate.Task;
        using var leaving = new CancellationTokenSource();
        var first = _secrets.Get("pbx-key", leaving.Token).AsTask();
        var crowd = Enumerable.Range(0, 10).Select(_ => Get().AsTask()).ToArray();
        await Settle(1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.All(await Task.WhenAll(crowd), value => Assert.Equal(Value, value));
        Assert.Equal(1, _vault.Reads);
    }

    [Fact]
    public async Task A_value_is_read_again_before_its_expiry_date()
    {
        _vault.Secrets["pbx-key"] = (Value, _clock.GetUtcNow() + TimeSpan.FromMinutes(3));
        await Get();
        _vault.Secrets["pbx-key"] = ("rotated", null);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await Get();
        await Settle(2);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("rotated", await Get());
    }

    [Fact]
    public async Task A_value_past_its_expiry_date_is_used_and_asked_for_every_ten_seconds()
    {
        _vault.Secrets["pbx-key"] = (Value, _clock.GetUtcNow() - TimeSpan.FromDays(1));
        Assert.Equal([Value, Value], [await Get(), await Get()]);
        Assert.Equal(1, _vault.Reads);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _vault.Secrets["pbx-key"] = ("rotated", null);
        Assert.Equal("rotated", await Get());
    }

    [Fact]
    public async Task While_the_vault_is_down_the_old_value_is_used_for_an_hour_with_one_warning()
    {
        await Get();
        _vault.Instead = () => throw new HttpRequestException("No such host is known.");
        for (var age = TimeSpan.FromMinutes(5); age <= TimeSpan.FromHours(1); age += TimeSpan.FromMinutes(5))
        {
            _clock.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(Value, await Get());
        }

        var warning = Assert.Single(_vault.Warnings);
        Assert.Contains("'pbx-key'", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, warning, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("no answer", (await Refused()).Message, StringComparison.Ordinal);

        _vault.Instead = null;
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Value, await Get());
    }

    [Fact]
    public async Task While_the_vault_is_down_it_is_asked_every_ten_seconds_and_not_by_every_call()
    {
        _vault.Instead = () => FakeVault.Error(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "busy");
        for (var i = 0; i < 20; i++)
            Assert.Contains("answered 503", (await Refused()).Message, StringComparison.Ordinal);
        Assert.Equal(1, _vault.Reads);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Refused();
        Assert.Equal(2, _vault.Reads);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_named()
    {
        var e = await Refused("other-key");
        Assert.Equal($"Key Vault has no secret 'other-key': add it to {_vault.Address.Host}.", e.Message);
    }

    [Fact]
    public async Task A_secret_that_was_deleted_is_not_used_on()
    {
        await Get();
        _vault.Secrets.Clear();
        _clock.Advance(TimeSpan.FromMinutes(5));
        await Refused();
    }

    [Fact]
    public async Task A_vault_that_does_not_let_us_in_says_which_role_is_missing()
    {
        _vault.Instead = () => FakeVault.Error(HttpStatusCode.Forbidden, "Forbidden", "Caller is not authorized to perform action on resource.");
        Assert.Contains("Key Vault Secrets User", (await Refused()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_not_the_vaults_shows_nothing_of_itself()
    {
        _vault.Instead = () => FakeVault.Answer(HttpStatusCode.OK, $"{{\"value\":\"{Value}\", oops");
        await Refused();
        _clock.Advance(TimeSpan.FromSeconds(10));
        _vault.Instead = () => FakeVault.Answer(HttpStatusCode.OK, $"[\"{Value}\"]");
        await Refused();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("../keys")]
    public async Task A_name_that_no_secret_can_have_is_not_asked_for(string name)
    {
        await Refused(name);
        Assert.Equal(0, _vault.Reads + _vault.Challenges);
    }
}
