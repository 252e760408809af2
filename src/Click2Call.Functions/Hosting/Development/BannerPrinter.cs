using Click2Call.Storage.Rest;

namespace Click2Call.Hosting.Development;

/// <summary>Says where the app is, and in Development whatever else helps to try it.</summary>
internal sealed class BannerPrinter(IEnumerable<IDevelopmentBanner> banners, IHostEnvironment environment, StorageAccount storage)
{
    public async Task Print(Uri address, CancellationToken cancellation)
    {
        var lines = new List<string> { $"Click2Call listens at {address}", $"Storage: {storage.QueueEndpoint}" };
        if (environment.IsDevelopment())
        {
            foreach (var banner in banners)
                lines.AddRange(await banner.Lines(address, cancellation));
        }

        await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, lines));
    }
}
