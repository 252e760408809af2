using System.Globalization;

namespace Click2Call.Hosting.Start;

/// <summary>Who runs us. The Functions host tells its custom handler a port; nobody else does.</summary>
/// <param name="Port">The port that the Functions host wants us to listen on; null when we stand alone.</param>
internal sealed record HostChoice(int? Port)
{
    /// <summary>The setting that makes the choice ("Azure Functions custom handlers").</summary>
    public const string PortSetting = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>Whether the Functions host started us: then it polls the queues, keeps the time, and is never helped with Azurite.</summary>
    public bool IsFunctionsHost => Port is not null;

    /// <summary>Reads it from the environment, the only place where the Functions host says so.</summary>
    /// <exception cref="StartUpException">The port is none.</exception>
    public static HostChoice Read(Func<string, string?> environment)
    {
        var text = environment(PortSetting);
        if (string.IsNullOrEmpty(text))
            return new HostChoice(Port: null);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new HostChoice(port)
            : throw new StartUpException($"{PortSetting} is '{text}'; it must be a port and is set by the Functions host, by nobody else.");
    }
}
