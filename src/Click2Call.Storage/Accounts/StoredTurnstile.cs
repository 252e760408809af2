using Click2Call.Accounts;

namespace Click2Call.Storage.Accounts;

/// <summary>How Turnstile guards a click-to-call, as its row holds it.</summary>
internal sealed class StoredTurnstile
{
    public string Secret { get; set; } = "";

    public List<string> Hostnames { get; set; } = [];

    public string? Action { get; set; }

    public static StoredTurnstile From(TurnstileSettings settings) =>
        new() { Secret = settings.Secret, Hostnames = [.. settings.Hostnames], Action = settings.Action };

    public TurnstileSettings To() => new(Secret) { Hostnames = Hostnames, Action = Action };
}
