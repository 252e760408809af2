namespace Click2Call.Accounts.Import;

/// <summary>An account as a file describes it, without mistakes.</summary>
/// <param name="Account">The account. Lines that send events have no <see cref="Lines.LineSettings.EventTokenHash"/> yet.</param>
/// <param name="LinesWithEvents">The ids of the lines that send events.</param>
/// <param name="Keys">The keys that the account is to have.</param>
public sealed record ImportedAccount(Account Account, IReadOnlySet<string> LinesWithEvents, IReadOnlyList<ImportedKey> Keys);
