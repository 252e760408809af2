using System.Text.Json;
using Click2Call.Hosting.CustomHandler;

namespace Click2Call.Functions.Tests;

/// <summary>The first three were recorded from the host's own libraries.</summary>
public sealed class InvocationDataTests
{
    [Theory]
    [InlineData("""{"Data":{"message":"\"hello\""},"Metadata":{}}""", "hello")]
    [InlineData("""{"Data":{"message":"\"{\\\"a\\\":1}\""},"Metadata":{"a":1}}""", """{"a":1}""")]
    [InlineData("""{"Data":{"message":"1"},"Metadata":{}}""", "1")]
    [InlineData("""{"Data":{"message":"{\"a\":1}"},"Metadata":{}}""", """{"a":1}""")]
    [InlineData("""{"Data":{"message":"hello"},"Metadata":{}}""", "hello")]
    [InlineData("""{"Data":{"message":{"a":1}},"Metadata":{}}""", """{"a":1}""")]
    [InlineData("""{"Metadata":{"Data":{"message":"\"no\""}},"Data":{"message":"\"yes\""}}""", "yes")]
    public void Reads_the_text_as_it_was_put(string body, string text)
    {
        using var json = JsonDocument.Parse(body);
        Assert.Equal(text, InvocationData.QueueText(InvocationData.Of(json)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"Data":{}}""")]
    [InlineData("""{"Data":"x"}""")]
    public void Refuses_a_body_without_data(string body)
    {
        using var json = JsonDocument.Parse(body);
        Assert.Throws<JsonException>(() => InvocationData.Of(json));
    }
}
