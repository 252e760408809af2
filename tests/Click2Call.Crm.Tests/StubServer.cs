using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Click2Call.Crm.Tests;

/// <summary>A real server on 127.0.0.1 that plays a vendor's API: takes one request at a time and answers each in JSON.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Listens from now on.</summary>
    /// <param name="answer">Given a request, its target as it was sent (path and query) and its body.</param>
    public StubServer(Func<HttpRequest, string, string, StubAnswer> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(http => Serve(http, answer));
        _app.Start();
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _one.Dispose();
    }

    private async Task Serve(HttpContext http, Func<HttpRequest, string, string, StubAnswer> answer)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var posted = await reader.ReadToEndAsync(http.RequestAborted);
        StubAnswer given;
        await _one.WaitAsync(http.RequestAborted);
        try
        {
            given = answer(http.Request, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, posted);
        }
        finally
        {
            _one.Release();
        }

        http.Response.StatusCode = given.Status;
        http.Response.ContentType = "application/json";
        if (given.Status == StatusCodes.Status302Found)
            http.Response.Headers.Location = Address + "/elsewhere";
        if (given.RetryAfter is not null)
            http.Response.Headers.RetryAfter = given.RetryAfter;
        if (!string.IsNullOrEmpty(given.Body))
            await http.Response.WriteAsync(given.Body, http.RequestAborted);
    }
}

/// <summary>What a vendor's API answers.</summary>
internal sealed record StubAnswer(int Status, string? Body, string? RetryAfter);
