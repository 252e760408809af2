using System.Text.Json;
using Click2Call.Lines;

namespace Click2Call.Accounts.Import;

/// <summary>
/// An import file: accounts as people write them, JSON with comments. docs/accounts.md is its reference.
/// Every mistake is found in one go, and a file with one is of no use.
/// </summary>
/// <param name="Accounts">The accounts; only to be used when there are no mistakes.</param>
/// <param name="Mistakes">What is wrong, in the order of the file.</param>
public sealed record AccountFile(IReadOnlyList<ImportedAccount> Accounts, IReadOnlyList<Mistake> Mistakes)
{
    private static readonly JsonDocumentOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="dialects">The dialects that we can drive; they check their lines.</param>
    /// <param name="sources">The CRMs and form tools that may post leads.</param>
    public static AccountFile Read(string text, IEnumerable<IDialect> dialects, IEnumerable<IWebhookSource>? sources = null) =>
        Read(text, dialects, [.. sources ?? []], new FileReading());

    internal static AccountFile Read(string text, IEnumerable<IDialect> dialects, IReadOnlyList<IWebhookSource> sources, FileReading reading)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text, Json);
            var accounts = new List<ImportedAccount>();
            var byName = dialects.ToDictionary(dialect => dialect.Name, StringComparer.Ordinal);
            JsonObject.Read(document.RootElement, "", "file", reading, root =>
            {
                accounts.AddRange(root.Objects("accounts", "account", account => AccountSection.Read(account, byName, sources)));
                if (accounts.Count == 0 && reading.Mistakes.Count == 0)
                    root.Wrong("accounts", "there is no account; describe one.");
                root.NoDuplicates("accounts", accounts.Select(account => account.Account.Id), "account", "id");
            });
            if (reading.Mistakes.Count == 0)
                return new AccountFile(accounts, []);
            var lines = JsonLines.Of(text);
            return new AccountFile(accounts, [.. reading.Mistakes.Select(mistake => mistake with { Line = lines.Find(mistake.Path) })]);
        }
        catch (JsonException e)
        {
            var reason = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            return new AccountFile([], [new Mistake($"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}", $"this is no JSON: {reason}.")]);
        }
    }
}
