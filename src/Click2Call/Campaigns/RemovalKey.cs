using Click2Call.Intake;

namespace Click2Call.Campaigns;

/// <summary>Whoever presses the key for it during a campaign's message is called no more, by nothing of the account. Pure.</summary>
internal static class RemovalKey
{
    private const string Note = "Pressed the key for it in a campaign.";

    /// <summary>What goes on the do-not-call list; null when nothing does.</summary>
    /// <param name="phone">Whose phone, in E.164.</param>
    /// <param name="pressed">All keys that were pressed there.</param>
    /// <param name="removing">The keys that are for it.</param>
    /// <param name="now">The time.</param>
    public static DoNotCallEntry? Entry(string phone, string pressed, IEnumerable<string> removing, DateTimeOffset now) =>
        removing.Any(key => pressed.Contains(key, StringComparison.Ordinal)) ? new(phone, now, Note) : null;
}
