using Click2Call.Accounts;
using Click2Call.Campaigns;
using Click2Call.Dialects.Technoline;
using Click2Call.Dialects.Technoline.Campaigns;
using Click2Call.Hosting.Catalog;
using Click2Call.Http;
using Click2Call.Lines;
using Click2Call.Storage.Calls;
using Click2Call.Storage.Campaigns;
using Click2Call.Storage.Rest;

namespace Click2Call.Functions;

/// <summary>Voice campaigns: <c>/campaignApi.php</c>, the wake-ups by which they go on, and the sweep under them.</summary>
internal static class Campaigns
{
    public static void AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<ICampaigns>(provider =>
        {
            var storage = provider.GetRequiredService<StorageAccount>();
            return new CampaignTable(storage.Table(CampaignTable.TableName), storage.Table(CampaignTable.RecipientsName), storage.Outbox(CampaignTable.QueueName, inTrace: false));
        });
        services.AddSingleton<IAudioLibrary>(provider => new AudioBlobs(provider.GetRequiredService<StorageAccount>().Blobs(AudioBlobs.Container)));
        services.AddSingleton<IAudioStore>(provider => provider.GetRequiredService<IAudioLibrary>());
        services.AddSingleton<CampaignDesk>();
        services.AddSingleton<AudioAddresses>();
        services.AddSingleton<IAudioAddresses>(provider => provider.GetRequiredService<AudioAddresses>());
        services.AddSingleton<CampaignRelay>();
        services.AddSingleton<CampaignPump>();
        services.AddSingleton(provider => new CampaignFront(
            provider.GetRequiredService<CampaignDesk>(),
            provider.GetRequiredService<ICampaigns>(),
            provider.GetRequiredService<IDirectory>(),
            provider.GetRequiredService<IAudioStore>(),
            provider.GetRequiredService<ILines>(),
            provider.GetRequiredService<TimeProvider>(),
            http => provider.GetRequiredService<ClientAddress>().Of(http.Request)));
    }

    public static void Map(FunctionCatalog functions, IServiceProvider services)
    {
        functions.Add(DialectFronts.Door<CampaignFront>(services, "technoline-campaigns", ["GET", "POST"], "campaignApi.php") with { MaxBody = TechnolineForm.MostBytes });
        functions.Add(new HttpFunction("audio", ["GET", "HEAD"], AudioAddresses.Route, http => services.GetRequiredService<AudioAddresses>().Answer(http)));
        functions.Add(new QueueFunction("campaign-wake", CampaignTable.QueueName, (text, cancellation) => Wake(services, text, cancellation)));
        functions.Add(new QueueFunction("campaign-wake-failed", CampaignTable.PoisonQueueName, (text, cancellation) => Failed(services, text, cancellation)));
        functions.Add(new TimerFunction("campaign-sweep", "30 * * * * *", cancellation =>
            services.GetRequiredService<CampaignDesk>().Sweep(
                services.GetRequiredService<IDirectory>(), services.GetRequiredService<IAudioLibrary>(), services.GetRequiredService<RetentionOptions>().Days, cancellation)));
    }

    private static Task Wake(IServiceProvider services, string text, CancellationToken cancellation) => CampaignTable.ReadWake(text) is var (account, id, seq)
        ? services.GetRequiredService<CampaignPump>().Run(account, id, seq, cancellation)
        : throw new FormatException("Not a wake-up of a campaign.");

    // Not put back: the sweep sets a wake-up a minute after each that came to nothing, and copies would breed.
    private static async Task Failed(IServiceProvider services, string text, CancellationToken cancellation)
    {
        var logger = services.GetRequiredService<ILogger<CampaignPump>>();
        if (CampaignTable.ReadWake(text) is not var (account, id, _))
        {
            PoisonedMessages.Unreadable(logger, CampaignTable.QueueName);
            return;
        }

        PoisonedMessages.WakeFailed(logger, account, id);
        await services.GetRequiredService<CampaignDesk>().NoteFailure(account, id, cancellation);
    }
}
