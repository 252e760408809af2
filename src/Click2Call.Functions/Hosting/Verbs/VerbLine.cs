namespace Click2Call.Hosting.Verbs;

/// <summary>Reads the command line: a verb, help, or neither, which is the app itself.</summary>
internal static class VerbLine
{
    /// <summary>Whether the command line asks for something else than running the app. Settings start with two dashes.</summary>
    public static bool IsOne(IReadOnlyList<string> args) => args is ["--help" or "-h" or "-?", ..] || (args.Count > 0 && !args[0].StartsWith('-') && !args[0].Contains('='));

    /// <summary>The verbs that come with the hosts.</summary>
    public static void AddVerbs(this IServiceCollection services) => services.AddSingleton<IVerb, FunctionsWrite>();

    /// <summary>Does what the command line asks for; returns the exit code, 2 when it asks for nothing we know.</summary>
    public static async Task<int> RunVerb(this IServiceProvider services, IReadOnlyList<string> args)
    {
        var verbs = services.GetServices<IVerb>().OrderBy(verb => verb.Name, StringComparer.Ordinal).ToList();
        if (args is ["--help" or "-h" or "-?" or "help", ..])
        {
            await Console.Out.WriteLineAsync(Help(verbs));
            return 0;
        }

        var said = string.Join(' ', args) + " ";
        var verb = verbs.Find(verb => said.StartsWith(verb.Name + " ", StringComparison.Ordinal));
        if (verb is null)
        {
            await Console.Error.WriteLineAsync($"There is no verb '{said.Trim()}'.\n{Help(verbs)}");
            return 2;
        }

        try
        {
            return await verb.Run([.. args.Skip(verb.Name.Split(' ').Length)], services, CancellationToken.None);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\nUsage: click2call {verb.Name} {verb.Usage}");
            return 2;
        }
    }

    private static string Help(IEnumerable<IVerb> verbs) =>
        "click2call            runs the app; settings are given as --Name=value or in the environment\n" +
        string.Join('\n', verbs.Select(verb => $"click2call {verb.Name} {verb.Usage}"));
}
