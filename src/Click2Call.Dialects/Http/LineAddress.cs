using System.Net;
using System.Net.Sockets;
using Click2Call.Lines;

namespace Click2Call.Dialects.Http;

/// <summary>What every line over HTTP has to check of its settings.</summary>
public static class LineAddress
{
    /// <summary>The option that lets one line connect into a private network, and without TLS.</summary>
    public const string AllowPrivateNetwork = "allowPrivateNetwork";

    /// <summary>The option that names the addresses from which the line's events may come: networks such as <c>203.0.113.0/24</c>, separated by commas.</summary>
    public const string EventAddresses = "eventAddresses";

    /// <summary>Whether the line may connect into a private network.</summary>
    public static bool AllowsPrivate(LineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Options.TryGetValue(AllowPrivateNetwork, out var text) && bool.TryParse(text, out var allowed) && allowed;
    }

    /// <summary>Whether an event of the line may come from that address: from anywhere, unless the line says otherwise.</summary>
    /// <param name="settings">The line.</param>
    /// <param name="from">The sender; null when nobody knows it, which a line that restricts addresses does not admit.</param>
    public static bool AdmitsEventFrom(LineSettings settings, IPAddress? from)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!settings.Options.TryGetValue(EventAddresses, out var text))
            return true;
        var address = from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4() : from;
        return address is not null && Networks(text) is { } networks && networks.Exists(network => network.Contains(address));
    }

    private static List<IPNetwork>? Networks(string text)
    {
        List<IPNetwork> networks = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(part, out var address))
                networks.Add(new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else
                return null;
        }

        return networks;
    }

    /// <summary>What is wrong with the address, the options and the secrets; one sentence each.</summary>
    /// <param name="settings">The line.</param>
    /// <param name="secrets">The roles that must have a secret.</param>
    /// <param name="options">The options that the dialect knows, beside the two of this class.</param>
    public static IEnumerable<string> Check(LineSettings settings, IEnumerable<string> secrets, IReadOnlyCollection<string> options)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(secrets);
        if (settings.BaseUrl is not { IsAbsoluteUri: true } url || url.Scheme is not ("https" or "http"))
            yield return $"Line {settings.Id}: baseUrl must be an absolute https address.";
        else if (url.Scheme == "http" && !AllowsPrivate(settings))
            yield return $"Line {settings.Id}: baseUrl must begin with https; plain http is only for lines with {AllowPrivateNetwork}=true.";
        else if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            yield return $"Line {settings.Id}: baseUrl must hold neither user nor fragment; credentials are secrets.";

        foreach (var role in secrets)
        {
            if (!settings.Secrets.TryGetValue(role, out var name) || string.IsNullOrWhiteSpace(name))
                yield return $"Line {settings.Id}: the secret '{role}' is not named.";
        }

        foreach (var (name, value) in settings.Options)
        {
            if (name == AllowPrivateNetwork && !bool.TryParse(value, out _))
                yield return $"Line {settings.Id}: the option {name} is true or false.";
            else if (name == EventAddresses && Networks(value) is null)
                yield return $"Line {settings.Id}: the option {name} holds networks such as 192.0.2.0/24, separated by commas.";
            else if (name is not (AllowPrivateNetwork or EventAddresses) && !options.Contains(name))
                yield return $"Line {settings.Id}: there is no option '{name}' in the dialect {settings.Dialect}.";
        }
    }
}
