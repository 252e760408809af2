namespace Click2Call.Dialects.Http;

/// <summary>Why a request could not be read.</summary>
/// <param name="Status">The HTTP status that says so: 400, 413 (body too large) or 415 (a content type or charset that nobody reads).</param>
/// <param name="Field">The field that it is about; absent when it is the request as a whole.</param>
/// <param name="Message">One sentence for the caller. Never holds a value that was sent.</param>
public sealed record FieldProblem(int Status, string? Field, string Message);
