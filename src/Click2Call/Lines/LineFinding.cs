namespace Click2Call.Lines;

/// <summary>One thing that the examination of a line has found.</summary>
/// <param name="Well">Whether it is as it should be.</param>
/// <param name="Text">One sentence for the operator: what it is, and what to do. No secrets, no full phone numbers.</param>
public sealed record LineFinding(bool Well, string Text);
