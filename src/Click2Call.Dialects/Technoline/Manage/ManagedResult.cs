using Click2Call.Accounts;
using Click2Call.Accounts.Import;

namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>What a change makes of an account: the account after it, or what is wrong.</summary>
internal sealed record ManagedResult
{
    /// <summary>The account after the change; null: nothing is changed, see <see cref="Problem"/>.</summary>
    public Account? Account { get; private init; }

    /// <summary>What is wrong, for people.</summary>
    public string? Problem { get; private init; }

    /// <summary>The id of the node that was changed or made.</summary>
    public string? Id { get; private init; }

    /// <summary>A secret address that was made; it cannot be asked for again.</summary>
    public string? Address { get; init; }

    public static ManagedResult Yes(Account account, string id) => new() { Account = account, Id = id };

    public static ManagedResult No(string problem) => new() { Problem = problem };

    /// <summary>An input is wrong: its name for people, its key for programs, what it takes, and more where there is more to say.</summary>
    public static ManagedResult Wrong(string key, string? more = null)
    {
        var field = ManagedForms.Field(key);
        var hint = field.Hint ?? (field.Choices.Count > 0 ? string.Join(", ", field.Choices.Select(choice => choice.Value)) : "");
        if (field.Required)
            hint = hint.Length == 0 ? "שדה חובה" : "שדה חובה; " + hint;
        return No($"{field.Name} (settings[{key}]): {hint}{(more is null ? "" : "\n" + more)}");
    }

    /// <summary>What the import's rules found wrong: the first mistake whose member is an input, and its sentence.</summary>
    public static ManagedResult Wrong(IReadOnlyList<Mistake> mistakes, Func<string, string?> field)
    {
        foreach (var mistake in mistakes)
        {
            if (field(mistake.Path) is { } key)
                return Wrong(key, mistake.Sentence);
        }

        return No(string.Join('\n', mistakes.Take(20)));
    }
}
