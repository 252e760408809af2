namespace Click2Call.Hosting.Settings;

/// <summary>One setting of the app.</summary>
/// <param name="Name">Its name as the environment has it, with <c>__</c> between the parts.</param>
/// <param name="Where">Who sets it.</param>
/// <param name="Check">What is wrong with a value, in one sentence that names the setting; null when nothing is. Secrets are not repeated.</param>
internal sealed record Setting(string Name, SettingPlace Where, Func<string, string?>? Check = null)
{
    /// <summary>Its name in the configuration.</summary>
    public string Key => Name.Replace("__", ":", StringComparison.Ordinal);
}
