using Click2Call.Accounts;

namespace Click2Call.Tests.Accounts;

public sealed class DoorTests
{
    [Theory]
    [InlineData("demo.website", "demo", "website")]
    [InlineData("a-1.0123456789abcdef0123456789abcdef", "a-1", "0123456789abcdef0123456789abcdef")]
    public void A_door_is_an_account_and_a_click_to_call(string text, string account, string clickToCall)
    {
        Assert.True(ClickToCallDoor.TryParse(text, out var door));
        Assert.Equal((account, clickToCall, text), (door.Account, door.ClickToCall, door.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("demo.")]
    [InlineData(".website")]
    [InlineData("demo.web.site")]
    [InlineData("Demo.website")]
    [InlineData("demo.website\n")]
    [InlineData("demo.web/site")]
    [InlineData("demo-.website")]
    public void Other_texts_are_no_door(string? text) => Assert.False(ClickToCallDoor.TryParse(text, out _));

    [Fact]
    public void The_path_of_events_names_the_line()
    {
        Assert.Equal("/lines/demo.main/events/t0ken", new LineDoor("demo", "main").EventsPath("t0ken"));
        Assert.True(LineDoor.TryParse("demo.main", out var door));
        Assert.Equal(new LineDoor("demo", "main"), door);
    }

    [Fact]
    public void A_new_key_and_its_hash_belong_together_and_other_tokens_do_not_match()
    {
        var key = KeyHash.NewKey("demo");
        Assert.True(KeyHash.Matches(KeyHash.Of(key), key));
        Assert.False(KeyHash.Matches(KeyHash.Of(key), key + "x"));
        Assert.False(KeyHash.Matches(null, key));
    }
}
