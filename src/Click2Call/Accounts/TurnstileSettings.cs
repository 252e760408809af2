namespace Click2Call.Accounts;

/// <summary>How Cloudflare Turnstile guards a public form: what its widget puts into the form is checked before anybody is called.</summary>
/// <param name="Secret">The name that the widget's secret key has in the Key Vault.</param>
public sealed record TurnstileSettings(string Secret)
{
    /// <summary>The host names of the pages on which the widget may have been solved; empty: those that the widget itself admits.</summary>
    public IReadOnlyList<string> Hostnames { get; init; } = [];

    /// <summary>The widget's <c>data-action</c>; absent: any.</summary>
    public string? Action { get; init; }
}
