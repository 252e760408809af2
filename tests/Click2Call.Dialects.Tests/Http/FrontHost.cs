using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Click2Call.Dialects.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Click2Call.Dialects.Tests.Http;

/// <summary>Kestrel on a free port of 127.0.0.1 with one front behind every path.</summary>
public sealed class FrontHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private FrontHost(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single() + "/");

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public static Task<FrontHost> Start(IFront front) => Start(front.Answer);

    public static Task<FrontHost> Start(RequestDelegate answer) => Start(answer, certificate: null);

    /// <summary>Over TLS, with a certificate that no authority has signed.</summary>
    public static async Task<FrontHost> StartWithOwnCertificate(RequestDelegate answer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return await Start(answer, request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1)));
    }

    private static async Task<FrontHost> Start(RequestDelegate answer, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
