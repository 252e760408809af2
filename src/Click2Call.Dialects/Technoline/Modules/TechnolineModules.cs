namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Words of the Module API.</summary>
internal static class TechnolineModules
{
    /// <summary>The front in the history of leads that came from a flow.</summary>
    public const string Front = "module";

    /// <summary>What a caller hears when something failed and the flow says nothing of its own.</summary>
    public const string Apology = "אירעה תקלה. אנא התקשרו שוב מאוחר יותר.";

    /// <summary>The answer to the last request of a call: "there is no caller anymore" (Technoline API Module Documentation, After hangup).</summary>
    public const string Nothing = "{}";

    /// <summary>The answer when there is no flow to ask.</summary>
    public static ModuleReply Sorry { get; } = ModuleReply.Of(new SimpleMessage([AudioItem.Say(Apology)]), new HangUp());

    /// <summary>The name under which the answer to a step comes back: new for each turn, so that a late result is never taken for a new one.</summary>
    public static string ResultName(int turn, string step) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"s{turn}_{step}");
}
