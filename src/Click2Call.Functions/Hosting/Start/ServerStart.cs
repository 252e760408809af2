using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Click2Call.Hosting.Start;

/// <summary>Opens the app's port.</summary>
internal static class ServerStart
{
    /// <summary>Starts the server and with it the app.</summary>
    /// <param name="app">The app.</param>
    /// <param name="setting">The setting that gives the address, to name it when it is wrong.</param>
    /// <exception cref="StartUpException">The port is taken or forbidden, or the address is none.</exception>
    public static async Task Start(WebApplication app, string setting)
    {
        // Addresses from the settings reach app.Urls only once the server has started.
        var addresses = app.Urls.Count > 0 ? string.Join(' ', app.Urls) : app.Configuration["urls"] ?? "";
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException { InnerException: AddressInUseException } or AddressInUseException)
        {
            throw new StartUpException($"{Port(addresses)} is in use by another program; end that one, or set {setting} to another address.", e);
        }
        catch (Exception e) when (e is SocketException or FormatException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" })
        {
            throw new StartUpException($"The address {addresses} can't be listened on ({e.Message.TrimEnd('.')}); set {setting} to another address.", e);
        }
    }

    private static string Port(string addresses) =>
        Uri.TryCreate(addresses.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var address)
            ? $"Port {address.Port}"
            : $"One of the ports {addresses}".TrimEnd();
}
