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
        var addresses = Addresses(app);
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

    /// <summary>Asked before the server tries them: a failure wipes them out.</summary>
    private static string Addresses(WebApplication app)
    {
        if (app.Urls.Count > 0)
            return string.Join(' ', app.Urls);
        return app.Configuration["urls"] ?? $"http://*:{app.Configuration["http_ports"]}";
    }

    private static string Port(string addresses) =>
        Uri.TryCreate(addresses.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var address)
            ? $"Port {address.Port}"
            : $"A port of {addresses}";
}
