using Click2Call.Dialects.Kazoo;

namespace Click2Call.Functions.Lines;

/// <summary>The settings of the accepting side of Kazoo, where its versions differ: docs/dialects/kazoo.md.</summary>
internal static class KazooSettings
{
    /// <summary>Whether a click-to-call that is made on <c>/v1</c> without saying so needs a key.</summary>
    public const string AuthRequiredOnV1 = "Kazoo__AuthRequiredOnV1";

    /// <summary>What <c>connect</c> answers on <c>/v1</c>.</summary>
    public const string ConnectStatusOnV1 = "Kazoo__ConnectStatusOnV1";

    /// <summary>What creating answers on <c>/v1</c>.</summary>
    public const string CreateStatusOnV1 = "Kazoo__CreateStatusOnV1";

    /// <summary>Reads them; they have been checked by then.</summary>
    public static KazooAccepting Read(IConfiguration configuration)
    {
        var defaults = new KazooAccepting();
        return new()
        {
            AuthRequiredOnV1 = Value(AuthRequiredOnV1) is { } required ? bool.Parse(required) : defaults.AuthRequiredOnV1,
            ConnectStatusOnV1 = Status(ConnectStatusOnV1) ?? defaults.ConnectStatusOnV1,
            CreateStatusOnV1 = Status(CreateStatusOnV1) ?? defaults.CreateStatusOnV1,
        };

        // The environment's double underscore is a colon in the configuration.
        string? Value(string name) => configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value ? value : null;
        int? Status(string name) => Value(name) is { } value ? value == "201" ? 201 : 200 : null;
    }

    /// <summary>What is wrong with a status: the document knows two.</summary>
    public static Func<string, string?> StatusMistake(string name) => value => value is "200" or "201" ? null : $"{name} is '{value}'; it must be 200 or 201.";
}
