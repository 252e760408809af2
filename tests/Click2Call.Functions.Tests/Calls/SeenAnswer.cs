namespace Click2Call.Functions.Tests.Calls;

/// <summary>An answer that a test got, with what it was the answer to.</summary>
internal sealed record SeenAnswer(string Method, string Path, int Status, string? MediaType, string Body);
