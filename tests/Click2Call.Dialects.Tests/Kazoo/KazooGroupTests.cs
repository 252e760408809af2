using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Click2Call.Dialects.Kazoo;
using Click2Call.Numbers;

namespace Click2Call.Dialects.Tests.Kazoo;

public sealed class KazooGroupTests
{
    [Fact]
    public void The_extension_of_a_click_to_call_may_be_a_hunt_group_of_the_account()
    {
        var account = KazooHost.Account with { Groups = [new HuntGroup { Id = "sales", Members = [new HuntMember("1001")] }] };
        var click = new ClickToCall { Id = "web", Name = "Web", Extension = "sales" };
        Assert.Equal(new GroupDestination("sales"), KazooConnect.Agent(click, new JsonObject(), account));
        Assert.IsNotType<GroupDestination>(KazooConnect.Agent(click, new JsonObject(), KazooHost.Account));
    }
}
