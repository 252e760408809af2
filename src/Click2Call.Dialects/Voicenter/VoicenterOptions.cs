using Click2Call.Dialects.Http;
using Click2Call.Lines;

namespace Click2Call.Dialects.Voicenter;

/// <summary>The settings of a Voicenter line.</summary>
public static class VoicenterOptions
{
    /// <summary>The role of the one secret: the account's code.</summary>
    public const string Code = "code";

    /// <summary>The option that says that pop-up phases are pushed to us, so that ringing and talking are reported: true or false.</summary>
    public const string PopUp = "popUp";

    /// <summary>What the path is when the base address has none.</summary>
    public const string Path = "ForwardDialer/click2call.aspx";

    internal static Uri Address(LineSettings settings) =>
        settings.BaseUrl is { AbsolutePath: "/" } root ? new Uri(root, Path) : settings.BaseUrl!;

    internal static LineCapabilities Capabilities(LineSettings settings)
    {
        var can = LineCapabilities.Message | LineCapabilities.Conference | LineCapabilities.DeviceState;
        if (settings.EventTokenHash is null)
            return can;
        var popUp = bool.TryParse(settings.Options.GetValueOrDefault(PopUp), out var on) && on;
        return can | LineCapabilities.ReportsEnd | (popUp ? LineCapabilities.ReportsProgress : LineCapabilities.None);
    }

    internal static IEnumerable<string> Check(LineSettings settings)
    {
        foreach (var problem in LineAddress.Check(settings, [Code], [PopUp]))
            yield return problem;
        if (!settings.Options.TryGetValue(PopUp, out var text))
            yield break;
        if (!bool.TryParse(text, out var popUp))
            yield return $"Line {settings.Id}: the option {PopUp} is true or false.";
        else if (popUp && settings.EventTokenHash is null)
            yield return $"Line {settings.Id}: the option {PopUp} needs a token for the line's events.";
    }
}
