namespace Click2Call.Dialects.Tel4vn;

/// <summary>An answer of the phone system to an order to dial.</summary>
/// <param name="Ok">Whether it took the order.</param>
/// <param name="Error">The word in <c>error</c>.</param>
/// <param name="Message">Its words.</param>
/// <param name="CallId">Its id of the call.</param>
internal sealed record Tel4vnAnswer(bool Ok, string? Error, string? Message, string? CallId);
