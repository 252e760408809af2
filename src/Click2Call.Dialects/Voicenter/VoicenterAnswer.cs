namespace Click2Call.Dialects.Voicenter;

/// <summary>The three fields of every answer.</summary>
/// <param name="Code">0 is OK.</param>
/// <param name="Message">A short sentence.</param>
/// <param name="CallId">32 characters; empty on failure.</param>
internal sealed record VoicenterAnswer(int Code, string Message, string CallId);
