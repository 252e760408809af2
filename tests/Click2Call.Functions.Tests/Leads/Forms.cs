using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Click2Call.Functions.Tests.Calls;

namespace Click2Call.Functions.Tests.Leads;

/// <summary>Fills in contact forms, in every way a browser or a script has to send them.</summary>
internal static class Forms
{
    private static readonly (string, string) Script = ("Accept", "application/json");

    public static HttpContent Urlencoded(params (string Name, string Value)[] fields) =>
        new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static HttpContent Multipart(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return form;
    }

    public static HttpContent Json(params (string Name, string Value)[] fields) =>
        Text("application/json", JsonSerializer.Serialize(fields.ToDictionary(field => field.Name, field => field.Value)));

    /// <summary>JSON as <c>fetch</c> sends it without a header of its own: a simple request.</summary>
    public static HttpContent PlainText(params (string Name, string Value)[] fields) =>
        Text("text/plain", JsonSerializer.Serialize(fields.ToDictionary(field => field.Name, field => field.Value)));

    public static HttpContent Text(string type, string body) => new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type, "utf-8"));

    /// <summary>Posts a form as a script does, and reads JSON.</summary>
    public static Task<Answer> Submit(this Doors doors, TestAccount account, params (string Name, string Value)[] fields) =>
        doors.Submit(account.Form, Urlencoded(fields));

    /// <summary>Posts a form as a script does, and reads JSON.</summary>
    public static Task<Answer> Submit(this Doors doors, string path, HttpContent content, params (string Name, string Value)[] headers) =>
        doors.Send(HttpMethod.Post, path, null, content, [Script, .. headers]);

    /// <summary>Posts a form as a browser without scripts does, and gets a page or a redirect.</summary>
    public static Task<Answer> Browse(this Doors doors, TestAccount account, params (string Name, string Value)[] fields) =>
        doors.Send(HttpMethod.Post, account.Form, null, Urlencoded(fields), ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

    /// <summary>Asks again until the answer is the wanted one.</summary>
    public static async Task<Answer> Until(this Doors doors, Func<Task<Answer>> ask, Func<Answer, bool> wanted)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (wanted(answer))
                return answer;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(90), $"Still {answer.Status} {answer.Body}\n{string.Join('\n', doors.LogLines.TakeLast(8).Select(line => line[..Math.Min(line.Length, 900)]))}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
