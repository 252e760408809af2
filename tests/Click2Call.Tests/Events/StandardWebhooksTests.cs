using Click2Call.Calls;
using Click2Call.Events;

namespace Click2Call.Tests.Events;

public sealed class StandardWebhooksTests
{
    // The vector of the specification's own libraries (standard-webhooks, libraries/csharp, WebhookTests).
    [Fact]
    public void The_published_vector_is_signed_as_published() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        StandardWebhooks.Sign(
            ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""));

    [Fact]
    public void Each_secret_of_a_rotation_signs_and_the_prefix_may_be_missing()
    {
        var signature = StandardWebhooks.Sign(
            [StandardWebhooks.NewSecret(), "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}""");
        Assert.Equal(2, signature.Split(' ').Length);
        Assert.EndsWith(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true)]
    [InlineData("whsec_c2hvcnQ=", false)]
    [InlineData("whsec_not base64 at all, not at all", false)]
    [InlineData("", false)]
    public void A_secret_is_24_to_64_bytes_in_base64(string text, bool good) => Assert.Equal(good, StandardWebhooks.IsSecret(text));

    [Fact]
    public void New_secrets_are_good_and_differ()
    {
        Assert.True(StandardWebhooks.IsSecret(StandardWebhooks.NewSecret()));
        Assert.NotEqual(StandardWebhooks.NewSecret(), StandardWebhooks.NewSecret());
    }

    [Fact]
    public void The_id_of_a_delivery_is_read_as_it_is_written()
    {
        var id = new DeliveryId(DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_000_123), CallId.Parse("0197a000-0000-7000-8000-000000000001"), 12, "crm-2");
        Assert.True(DeliveryId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
        foreach (var wrong in new[] { "", "x", id + "/", id.ToString()[1..], "1795000000123-0197a00000007000800000000000000z-1-crm", "9999999999999-0197a000000070008000000000000001-1-UPPER" })
            Assert.False(DeliveryId.TryParse(wrong, out _), wrong);
    }
}
