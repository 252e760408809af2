using Click2Call.Lines;

namespace Click2Call.Accounts.Import;

/// <summary>A line as the file describes it.</summary>
/// <param name="Settings">Its settings, still without a token for events.</param>
/// <param name="Events">Whether it sends events.</param>
/// <param name="Capabilities">What it will be able to do.</param>
internal sealed record ReadLine(LineSettings Settings, bool Events, LineCapabilities Capabilities);
