using Click2Call.Hosting.StandAlone;
using Click2Call.Hosting.Start;
using Click2Call.Storage.Rest;
using Click2Call.Storage.Secrets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Hosting.Settings;

/// <summary>Looks at all settings before anything runs, and tells all mistakes at once: nobody should have to start six times to mend six of them.</summary>
internal static class SettingsCheck
{
    private const string Connection = "AzureWebJobsStorage";
    private const int LargestSlip = 3;

    // Where others have settings too, only what is very near to one of ours is taken for a slip.
    private const int LargestSlipAmongOthers = 2;

    /// <summary>Checks them.</summary>
    /// <exception cref="StartUpException">A sentence for each mistake, each on a line of its own.</exception>
    public static void Run(IServiceProvider services)
    {
        var mistakes = Mistakes(
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<IHostEnvironment>().IsDevelopment(),
            services.GetRequiredService<HostChoice>().IsFunctionsHost);
        if (mistakes.Count > 0)
            throw new StartUpException(string.Join(Environment.NewLine, mistakes));
    }

    /// <summary>What is wrong, a sentence each.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="development">In Development storage may come up with the emulator.</param>
    /// <param name="functionsHost">The Functions host does what the settings of the stand-alone host are about.</param>
    public static IReadOnlyList<string> Mistakes(IConfiguration settings, bool development, bool functionsHost) =>
    [
        .. Storage(settings, development && !functionsHost),
        .. Secrets(settings, development),
        .. AppSettings.All.Select(setting => settings[setting.Key] is { Length: > 0 } value ? setting.Check?.Invoke(value) : null).OfType<string>(),
        .. functionsHost ? [] : StandAloneOptions.Mistakes(settings),
        .. Unknown(settings),
        .. Slips(settings.GetChildren().Concat(settings.GetSection(Connection).GetChildren())),
    ];

    private static IEnumerable<string> Storage(IConfiguration settings, bool emulatorMayCome)
    {
        if (emulatorMayCome && string.IsNullOrEmpty(settings[Connection]) && !settings.GetSection(Connection).GetChildren().Any())
            yield break;
        string? mistake = null;
        try
        {
            StorageAccount.FromSettings(name => Value(settings, name), TimeProvider.System);
        }
        catch (StorageSettingsException wrong)
        {
            mistake = wrong.Message;
        }

        if (mistake is not null)
            yield return mistake;
    }

    private static IEnumerable<string> Secrets(IConfiguration settings, bool development)
    {
        string? mistake = null;
        try
        {
            SecretsChoice.FromSettings(name => Value(settings, name), development, TimeProvider.System, NullLogger<KeyVaultSecrets>.Instance);
        }
        catch (SecretsSettingsException wrong)
        {
            mistake = wrong.Message;
        }

        if (mistake is not null)
            yield return mistake;
    }

    /// <summary>In the sections that are ours alone, a name that nobody reads is a slip of the pen.</summary>
    private static IEnumerable<string> Unknown(IConfiguration settings)
    {
        var sections = AppSettings.All.Where(setting => setting.Key.Contains(':', StringComparison.Ordinal))
            .GroupBy(setting => setting.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase)
            .Where(section => section.Key != Connection);
        return from section in sections
               from child in settings.GetSection(section.Key).GetChildren()
               where !section.Any(known => known.Key.Equals(child.Path, StringComparison.OrdinalIgnoreCase))
               let nearest = section.MinBy(known => Distance(known.Key, child.Path))!
               select Distance(nearest.Key, child.Path) <= LargestSlip
                   ? $"There is no setting {Spelled(child.Path)}; {nearest.Name} was probably meant."
                   : $"There is no setting {Spelled(child.Path)}; take it out.";
    }

    /// <summary>Everybody's environment is here, so a name must nearly be one of ours.</summary>
    private static IEnumerable<string> Slips(IEnumerable<IConfigurationSection> given) =>
        from setting in given
        where !AppSettings.All.Any(known => known.Key.Equals(setting.Path, StringComparison.OrdinalIgnoreCase) || known.Key.StartsWith(setting.Path + ":", StringComparison.OrdinalIgnoreCase))
        let meant = AppSettings.All.FirstOrDefault(known => Math.Abs(known.Key.Length - setting.Path.Length) <= LargestSlipAmongOthers && Distance(known.Key, setting.Path) <= LargestSlipAmongOthers)
        where meant is not null
        select Spelled(setting.Path).Equals(meant.Name, StringComparison.OrdinalIgnoreCase)
            ? $"In a file of settings, {meant.Name} is called {meant.Key}."
            : $"There is no setting {Spelled(setting.Path)}; {meant.Name} was probably meant.";

    private static string? Value(IConfiguration settings, string name) => settings[name.Replace("__", ":", StringComparison.Ordinal)];

    private static string Spelled(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>How many letters differ, by Levenshtein.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1;
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), corner + same));
            }
        }

        return row[^1];
    }
}
