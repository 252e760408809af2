using System.Net;
using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Connects the caller with an extension of a SIP system. The status comes back.</summary>
public sealed record IpRouting : Module
{
    internal const int MostShown = 20;

    /// <summary>Dials.</summary>
    /// <param name="name">The name of its result.</param>
    /// <param name="dialPhone">The extension there.</param>
    /// <param name="dialIp">The address or name of the system.</param>
    public IpRouting(string name, string dialPhone, string dialIp)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        DialPhone = IsExtension(dialPhone)
            ? dialPhone
            : throw new ArgumentException("An extension is up to 32 letters, digits, *, #, dots, dashes and underscores.", nameof(dialPhone));
        DialIp = IPAddress.TryParse(dialIp, out _) || Uri.CheckHostName(dialIp) == UriHostNameType.Dns
            ? dialIp
            : throw new ArgumentException("This is the network address or name of a SIP system.", nameof(dialIp));
    }

    /// <summary>Whether a text can be dialled there.</summary>
    internal static bool IsExtension(string text) =>
        text is { Length: > 0 and <= 32 } && text.All(one => char.IsAsciiLetterOrDigit(one) || one is '*' or '#' or '_' or '-' or '.' or '+');

    /// <summary>The extension to dial.</summary>
    public string DialPhone { get; }

    /// <summary>The system that it is at.</summary>
    [JsonPropertyName("dialIP")]
    public string DialIp { get; }

    /// <summary>The number that is shown.</summary>
    public string? DisplayNumber { get; init => field = value is null ? null : ModuleRules.Digits(value, MostShown); }

    /// <summary>Music to the caller while it rings.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? RoutingMusic { get; init; }

    /// <summary>Seconds that it rings.</summary>
    public int? RingSec { get; init => field = ModuleRules.Range(value, 1, 300); }

    /// <summary>Seconds that they may talk.</summary>
    public int? Limit { get; init => field = ModuleRules.Range(value, 1, 86_400); }
}
