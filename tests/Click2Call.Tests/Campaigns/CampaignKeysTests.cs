using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Tests.Campaigns;

public sealed class CampaignKeysTests
{
    private static readonly Account Acme = new()
    {
        Id = "acme",
        Name = "Acme",
        DefaultRegion = "IL",
        Extensions = [new() { Number = "101", Display = "0990880101" }, new() { Number = "103", Blocked = true }],
        BlockList = ["+972542223333"],
    };

    [Fact]
    public void Extensions_numbers_and_words_are_read_and_kept_as_they_were_sent()
    {
        var (actions, unreadable) = CampaignKeys.Read([new("1", " 101"), new("2", "054-234-5678"), new("*", "Remove "), new("0", "repeat"), new("#", "HANGUP")], Acme);
        Assert.Null(unreadable);
        Assert.Equal(
            [
                new("1", KeyDeed.Connect, new ExtensionDestination("101", "0990880101")) { AsSent = " 101" },
                new("2", KeyDeed.Connect, new PhoneDestination(PhoneNumber.Parse("+972542345678"))) { AsSent = "054-234-5678" },
                new("*", KeyDeed.Remove) { AsSent = "Remove " },
                new("0", KeyDeed.Repeat) { AsSent = "repeat" },
                new("#", KeyDeed.HangUp) { AsSent = "HANGUP" },
            ],
            actions);
    }

    [Theory]
    [InlineData("103")]
    [InlineData("777")]
    [InlineData("0542223333")]
    [InlineData("removed")]
    [InlineData("")]
    public void The_first_that_says_nothing_is_told_and_the_others_are_read(string action)
    {
        var (actions, unreadable) = CampaignKeys.Read([new("1", "repeat"), new("2", action), new("3", "?"), new("4", "101")], Acme);
        Assert.Equal(new CampaignKey("2", action), unreadable);
        Assert.Equal(["1", "4"], actions.Select(one => one.Key));
    }
}
