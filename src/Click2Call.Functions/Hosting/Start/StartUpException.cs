namespace Click2Call.Hosting.Start;

/// <summary>The app can't start, or a verb can't be done, for a reason that the operator can put right.</summary>
/// <param name="sentence">What is wrong and what to do, without secrets.</param>
/// <param name="inner">What was seen.</param>
public sealed class StartUpException(string sentence, Exception? inner = null) : Exception(sentence, inner);
