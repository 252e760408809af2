namespace Click2Call.Functions.Demo;

/// <summary>Which account and click-to-call the demo page shows.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="ClickToCall">The click-to-call's id in it.</param>
/// <param name="Key">A key of the account, for people to try; null when none is known.</param>
internal sealed record DemoSettings(string Account, string ClickToCall, string? Key)
{
    /// <summary>Reads <c>Demo:Account</c>, <c>Demo:ClickToCall</c> and <c>Demo:Key</c>; without them, those of accounts.example.json.</summary>
    public static DemoSettings Read(IConfiguration settings) =>
        new(settings["Demo:Account"] ?? "demo", settings["Demo:ClickToCall"] ?? "website", settings["Demo:Key"]);
}
