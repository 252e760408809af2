using System.Net.Sockets;

namespace Click2Call.Hosting.Development;

/// <summary>
/// The storage emulator of a developer who has none: in Development, when the settings name the emulator or no storage at
/// all, and nothing listens at its ports.
/// </summary>
internal sealed class DevelopmentStorage(IConfiguration settings, IHostEnvironment environment, AzuriteStarter starter)
{
    private const string Connection = "AzureWebJobsStorage";
    private const string Emulator = "UseDevelopmentStorage=true";

    /// <summary>Starts Azurite if it is wanted; null when it is not. It ends when what is returned is disposed of, or when we die.</summary>
    public async Task<IAsyncDisposable?> Start()
    {
        if (!environment.IsDevelopment())
            return null;
        if (!settings.GetSection(Connection).GetChildren().Any() && string.IsNullOrEmpty(settings[Connection]))
            settings[Connection] = Emulator;
        if (settings[Connection]?.Trim().TrimEnd(';').Equals(Emulator, StringComparison.OrdinalIgnoreCase) != true)
            return null;

        // Tables and queues are what we use; if both are there, it is somebody's emulator.
        return await Listens(AzuriteStarter.QueuePort) && await Listens(AzuriteStarter.TablePort) ? null : await starter.Start();
    }

    internal static async Task<bool> Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
