using Click2Call.Testing;

namespace Click2Call.Functions.Tests;

/// <summary>The stand-in understands answers as the Functions host does, or every other test here would say nothing.</summary>
public sealed class InvocationResultTests
{
    [Theory]
    [InlineData(200, "application/json", "{}", InvocationOutcome.Succeeded)]
    [InlineData(201, "application/json", """{"Outputs":{},"Logs":[],"ReturnValue":null}""", InvocationOutcome.Succeeded)]
    [InlineData(200, null, "", InvocationOutcome.Pending)]
    [InlineData(204, null, "", InvocationOutcome.Pending)]
    [InlineData(200, "application/json", "null", InvocationOutcome.Pending)]
    [InlineData(200, null, "{}", InvocationOutcome.Failed)]
    [InlineData(200, "text/plain", "{}", InvocationOutcome.Failed)]
    [InlineData(200, "application/json", "oops", InvocationOutcome.Failed)]
    [InlineData(500, "application/json", "{}", InvocationOutcome.Failed)]
    [InlineData(302, "application/json", "{}", InvocationOutcome.Failed)]
    public void Understands_answers_as_the_host_does(int status, string? mediaType, string body, InvocationOutcome outcome) =>
        Assert.Equal(outcome, InvocationResult.Read(status, mediaType, body).Outcome);
}
