using System.Security.Cryptography;
using Click2Call.Events;
using Click2Call.Flows;

namespace Click2Call.Accounts.Import;

/// <summary>Writes accounts that were read from a file.</summary>
/// <param name="directory">Where accounts are.</param>
/// <param name="book">Where they are written.</param>
public sealed class AccountImport(IDirectory directory, IAccountBook book)
{
    /// <summary>
    /// Writes one account and what it needs besides: a token for each line that sends events and has none yet, and a
    /// key for each name that has none yet. What the account has already stays as it is, and so do click-to-calls that
    /// were made through an API (they are in no file). Keys that the file does not name stay too; see <c>keys revoke</c>.
    /// </summary>
    /// <param name="imported">The account.</param>
    /// <param name="show">Called for each new token and key as soon as it works; it cannot be asked for again.</param>
    /// <param name="cancellation">Stops between two steps; what was written stays.</param>
    /// <returns>The account as it was written.</returns>
    /// <exception cref="Calls.StorageUnavailableException">Storage did not answer. Importing again is harmless.</exception>
    public async Task<Account> Save(ImportedAccount imported, Action<NewCredential> show, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(imported);
        ArgumentNullException.ThrowIfNull(show);
        var before = await directory.Find(imported.Account.Id, cancellation);
        var tokens = new List<NewCredential>();
        var account = imported.Account with
        {
            Lines =
            [
                .. imported.Account.Lines.Select(line => line with
                {
                    EventTokenHash = imported.LinesWithEvents.Contains(line.Id)
                        ? before?.FindLine(line.Id)?.EventTokenHash ?? NewToken(imported.Account.Id, line.Id, tokens)
                        : null,
                }),
            ],
            Flows = [.. imported.Account.Flows.Select(flow => Continue(flow, before, imported.Account.Id, tokens))],
            ClickToCalls = [.. imported.Account.ClickToCalls, .. MadeThroughApi(before, imported.Account)],
            Endpoints = [.. imported.Account.Endpoints, .. EndpointsMadeThroughApi(before, imported.Account)],
            // Neither has a place in a file: people made them with the management API.
            Messages = [.. before?.Messages.Where(message => message.Flow is null || imported.Account.FindFlow(message.Flow) is not null) ?? []],
            Order = before?.Order ?? [],
        };
        await book.Save(account, cancellation);
        tokens.ForEach(show);
        await SaveKeys(account.Id, imported.Keys, show, cancellation);
        return account;
    }

    private static IEnumerable<ClickToCall> MadeThroughApi(Account? before, Account account) =>
        before?.ClickToCalls.Where(click => click.Document is not null && account.FindClickToCall(click.Id) is null) ?? [];

    private static Flow Continue(Flow flow, Account? before, string account, List<NewCredential> tokens)
    {
        var continued = before?.FindFlow(flow.Id) is { } earlier ? flow.After(earlier) : flow;
        if (continued.TokenHash is not null)
            return continued;
        var address = FlowAddress.New(account, flow.Id);
        tokens.Add(new NewCredential { What = $"address of flow '{flow.Id}' of account '{account}'", Value = address.Path });
        return continued with { TokenHash = KeyHash.Of(address.Secret) };
    }

    private static IEnumerable<EventEndpoint> EndpointsMadeThroughApi(Account? before, Account account) =>
        before?.Endpoints.Where(endpoint =>
            endpoint.MadeThroughApi && account.FindEndpoint(endpoint.Id) is null && account.WriteBacks.All(one => one.Id != endpoint.Id)) ?? [];

    private static string NewToken(string account, string line, List<NewCredential> tokens)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        tokens.Add(new NewCredential { What = $"events of line '{line}' of account '{account}'", Value = new LineDoor(account, line).EventsPath(token) });
        return KeyHash.Of(token);
    }

    private async Task SaveKeys(string account, IReadOnlyList<ImportedKey> wanted, Action<NewCredential> show, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
            return;
        var present = await book.Keys(account, cancellation);
        foreach (var key in wanted)
        {
            if (present.FirstOrDefault(one => one.Name == key.Name) is { } kept)
            {
                if (!kept.Scopes.SequenceEqual(key.Scopes))
                    await book.SaveKey(kept with { Scopes = key.Scopes }, cancellation);
                continue;
            }

            var made = KeyHash.NewKey(account);
            await book.SaveKey(new ApiKey { Hash = KeyHash.Of(made), Account = account, Name = key.Name, Scopes = key.Scopes }, cancellation);
            show(new NewCredential { What = $"key '{key.Name}' of account '{account}'", Value = made });
        }
    }
}
