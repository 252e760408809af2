using System.Text.Json.Nodes;
using Click2Call.Crm.Tests.Recordings;

namespace Click2Call.Crm.Tests;

public sealed class StandardWebhooksTests
{
    private static readonly StandardWebhooksRecording Recording = new();

    [Theory]
    [InlineData("""{"type":"lead.created","data":{"phone":"054-765-4321","name":"דנה לוי"}}""")]
    [InlineData("{\n  \"data\" : { \"phone\" : \"+972 54-765-4321\" } }\n")]
    public async Task What_the_reference_library_signs_is_taken(string body)
    {
        using var world = new CrmWorld(Recording);
        var signature = Sign(world, body);
        var draft = new Draft("https://x/", "application/json", body).With("webhook-id", "msg_1").With("webhook-timestamp", Seconds(world)).With("webhook-signature", signature);
        Assert.Equal(200, (await world.Send(Recording, draft)).Status);
        Assert.Equal(401, (await world.Send(Recording, draft.With("webhook-id", "msg_2"))).Status);
        Assert.Equal(401, (await world.Send(Recording, draft.Flipped())).Status);

        // While the sender changes its secret there are two; and Svix has names of its own for the headers.
        var svix = new Draft("https://x/", "application/json", body).With("svix-id", "msg_1").With("svix-timestamp", Seconds(world)).With("svix-signature", "v1,AAAA " + signature);
        Assert.Equal(200, (await world.Send(Recording, svix)).Status);
        await world.Work();
        Assert.Single(world.Line.Dialled);
    }

    [Fact]
    public void The_library_agrees_with_our_recording()
    {
        using var world = new CrmWorld(Recording);
        var draft = Recording.Prove(Recording.Lead(1, "054-765-4321"), world.Now);
        var answer = NodeWebhook.Ask("verify", new JsonObject
        {
            ["secret"] = Secret,
            ["now"] = world.Now.ToUnixTimeSeconds(),
            ["body"] = draft.Text,
            ["headers"] = new JsonObject(draft.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
        }.ToJsonString());
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.ToString());
    }

    private static string Secret => Recording.SecretValues["standard-webhooks-secret"];

    private static string Seconds(CrmWorld world) => world.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Sign(CrmWorld world, string body) => NodeWebhook.Ask("sign", new JsonObject
    {
        ["secret"] = Secret,
        ["id"] = "msg_1",
        ["timestamp"] = world.Now.ToUnixTimeSeconds(),
        ["body"] = body,
    }.ToJsonString()).GetProperty("signature").GetString()!;
}
