using Click2Call.Functions.Tests.Leads;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>A mistake of ours is said in the caller's own form, and told to the operator alone.</summary>
[Collection(DoorsCollection.Name)]
public sealed class UnforeseenTests(Doors doors)
{
    [Fact]
    public async Task At_a_form()
    {
        var form = $"/leads/{DirectoryWithFaults.Name}.website";
        var page = await doors.Send(HttpMethod.Post, form, null, Forms.Urlencoded(("phone", doors.Phone())));
        Assert.Equal((500, "text/html"), (page.Status, page.MediaType));
        Assert.Contains("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        var json = await doors.Submit(form, Forms.Urlencoded(("phone", doors.Phone())));
        Assert.Equal((500, "application/json"), (json.Status, json.MediaType));
        Assert.NotEmpty(json["status"]!);
        foreach (var answer in new[] { page, json })
            AssertSilent(answer);
    }

    [Fact]
    public async Task At_the_api()
    {
        foreach (var answer in new[]
        {
            await doors.Send(HttpMethod.Get, "/calls", DirectoryWithFaults.Name),
            await doors.Send(HttpMethod.Post, "/calls", DirectoryWithFaults.Name, Forms.Text("application/json", "{}")),
            await doors.Send(HttpMethod.Delete, "/calls/0190a5d0-0000-7000-8000-000000000000", DirectoryWithFaults.Name),
        })
        {
            Assert.Equal((500, "failed"), (answer.Status, answer.ProblemName()));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
            AssertSilent(answer);
        }
    }

    /// <summary>Clients of a phone system parse its own form, and nothing else.</summary>
    [Theory]
    [InlineData("/ivrFilesApi.php?action=click2call&apiKey=faulty&extension=101&target=0501234567", "application/json", "\"status\":\"ERROR\"")]
    [InlineData("/ivrFilesApi.php?action=foldersList&apiKey=faulty", "application/json", "\"status\":\"ERROR\"")]
    [InlineData("/campaignApi.php?action=campaignsHistory&apiKey=faulty", "application/json", "\"status\":\"ERROR\"")]
    [InlineData("/ForwardDialer/click2call.aspx?phone=101&target=0501234567&code=faulty", "text/xml", "<name>ERRORCODE</name>")]
    [InlineData("/ForwardDialer/click2call.aspx?phone=101&target=0501234567&code=faulty&format=JSON", "application/json", "\"ERRORCODE\":2")]
    [InlineData("/v1/click2call?ext=101&phone=0899098899", "application/json", "\"error\":\"INTERNAL_ERROR\"")]
    [InlineData("/v2/accounts/acme/clicktocall?auth_token=faulty", "application/json", "\"status\":\"error\"")]
    public async Task At_the_door_of_a_phone_system(string path, string type, string said)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (path.StartsWith("/v1/", StringComparison.Ordinal))
            request.Headers.Authorization = new("Bearer", DirectoryWithFaults.Name);
        using var response = await doors.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.Of(response);
        Assert.Equal((500, type), (answer.Status, answer.MediaType));
        Assert.Contains(said, answer.Body, StringComparison.Ordinal);
        AssertSilent(answer);
    }

    private void AssertSilent(Answer answer)
    {
        Assert.DoesNotContain(DirectoryWithFaults.Inside, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)exception|   at |stack", answer.Body);
        Assert.Contains(doors.LogLines, line => line.Contains(DirectoryWithFaults.Inside, StringComparison.Ordinal));
    }
}
