namespace Click2Call.Dialects.Technoline;

/// <summary>An answer of the phone system.</summary>
/// <param name="Ok">Whether <c>status</c> says OK; nothing else counts (Technoline Click-to-Call API reference, Implementation notes).</param>
/// <param name="Code">The error code.</param>
/// <param name="CallId">Its id of the call.</param>
/// <param name="Note">Its words.</param>
internal sealed record TechnolineAnswer(bool Ok, int Code, string? CallId, string? Note);
