using System.Security.Cryptography;
using Click2Call.Accounts;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Dialects.Asterisk;
using Click2Call.Dialects.Http;
using Click2Call.Dialects.Kazoo;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Technoline.Flash;
using Click2Call.Dialects.Technoline.Manage;
using Click2Call.Dialects.Tel4vn;
using Click2Call.Dialects.Voicenter;
using Click2Call.Functions.Accounts;
using Click2Call.Http;
using Click2Call.Lines;
using Click2Call.Storage.Accounts;

namespace Click2Call.Functions.Lines;

/// <summary>Wires the dialects: for each its front, its lines, and the reader of its events.</summary>
internal static class DialectServices
{
    /// <summary>The setting that permits lines at private addresses for the whole installation; else each line's own option does.</summary>
    public const string PrivateNetworks = "AllowPrivateNetworks";

    public static void AddDialects(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider => new LineConnections(
            provider.GetRequiredService<TimeProvider>(),
            bool.TryParse(provider.GetRequiredService<IConfiguration>()[PrivateNetworks], out var allowed) && allowed));
        services.AddSingleton<IDialect, TechnolineDialect>();
        services.AddSingleton<IDialect, VoicenterDialect>();
        services.AddSingleton<IDialect>(provider => new KazooDialect(
            provider.GetRequiredService<LineConnections>(), provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDialect>(provider => new AsteriskDialect(
            provider.GetRequiredService<LineConnections>(),
            provider.GetRequiredService<ISecrets>(),
            provider.GetRequiredService<IDirectory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IAudioAddresses>()));
        services.AddSingleton<TechnolineFront>();
        services.AddSingleton<AddressBook>();
        services.AddSingleton(provider => new FlashLimits(
            provider.GetRequiredService<CallPorts>().Intents, provider.GetRequiredService<IDirectory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITechnolineAction>(provider => new FlashCalls(
            provider.GetRequiredService<ICallDesk>(),
            provider.GetRequiredService<AddressBook>(),
            provider.GetRequiredService<FlashLimits>(),
            http => provider.GetRequiredService<ClientAddress>().Of(http.Request)));
        services.AddSingleton<ITechnolineAction>(provider => new ExtensionActions(
            provider.GetRequiredService<IDirectory>(),
            (id, cancellation) =>
            {
                var accounts = provider.GetRequiredService<AccountDirectory>();
                accounts.Forget(id);
                return accounts.Find(id, cancellation);
            },
            provider.GetRequiredService<IAccountBook>(),
            provider.GetRequiredService<IAudioLibrary>(),
            provider.GetRequiredService<ICampaigns>(),
            line => provider.GetServices<IDialect>().FirstOrDefault(dialect => dialect.Name == line.Dialect)?.CapabilitiesOf(line) ?? LineCapabilities.None));
        services.AddModules();
        services.AddCampaigns();
        services.AddSingleton<VoicenterFront>();
        services.AddSingleton(provider => new KazooFront(
            provider.GetRequiredService<ICallDesk>(),
            provider.GetRequiredService<IDirectory>(),
            provider.GetRequiredService<IAccountBook>(),
            provider.GetRequiredService<TimeProvider>(),
            KazooSettings.Read(provider.GetRequiredService<IConfiguration>()),
            http => provider.GetRequiredService<ClientAddress>().Of(http.Request)));
        services.AddSingleton(provider => new Tel4vnTokens(
            cancellation => TokenKey(provider.GetRequiredService<InstallationKey>(), cancellation), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Tel4vnHooks>();
        services.AddSingleton<Tel4vnFront>();
        services.AddSingleton<IDialect, Tel4vnDialect>();
        services.AddSingleton<ILineEventReader, Tel4vnEvents>();
        services.AddSingleton<ILineEventReader, VoicenterEvents>();
        services.AddSingleton<ILineEventReader, KazooEvents>();
        services.AddSingleton<ILineEventReader, AsteriskEvents>();
        services.AddSingleton(provider => new EventDoor(
            provider.GetRequiredService<IDirectory>(),
            provider.GetRequiredService<ICallEvents>(),
            provider.GetServices<ILineEventReader>(),
            provider.GetRequiredService<TimeProvider>(),
            http => provider.GetRequiredService<ClientAddress>().Of(http.Request)));
    }

    // A key of its own: what signs visitors' status addresses must not also seal tokens.
    private static async ValueTask<byte[]> TokenKey(InstallationKey key, CancellationToken cancellation) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, await key.Get(cancellation), 32, info: "tel4vn-token"u8.ToArray());
}
