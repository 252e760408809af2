namespace Click2Call.Hosting.Verbs;

/// <summary>Something that the executable does and then ends, such as <c>click2call accounts import FILE</c>. Register it as a service.</summary>
public interface IVerb
{
    /// <summary>The words that call it, such as <c>accounts import</c>.</summary>
    string Name { get; }

    /// <summary>The arguments after the name and what it does, in one line: <c>FILE   reads accounts from a file</c>.</summary>
    string Usage { get; }

    /// <summary>Does it.</summary>
    /// <param name="args">What was said after the name.</param>
    /// <param name="services">The app's services. Ask here and not in a constructor: <c>--help</c> must work where nothing is configured.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <returns>The exit code: 0 when done.</returns>
    /// <exception cref="ArgumentException">The arguments are wrong; the message and the usage are shown.</exception>
    /// <exception cref="Start.StartUpException">It can't be done; the message is shown.</exception>
    Task<int> Run(IReadOnlyList<string> args, IServiceProvider services, CancellationToken cancellation);
}
