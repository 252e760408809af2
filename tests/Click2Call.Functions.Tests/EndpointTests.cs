using System.Text.Json;
using Click2Call.Hosting.Catalog;
using Click2Call.Hosting.CustomHandler;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Click2Call.Functions.Tests;

/// <summary>The catalog, the function.json files and what the custom handler serves are one and the same.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task Every_function_has_its_endpoint_and_its_file_and_there_are_no_others()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(TimeProvider.System);
        await using var app = builder.Build();
        var catalog = new FunctionCatalog();
        AllFunctions.Map(catalog, app.Services);
        catalog.Add(new QueueFunction("a-queue", "a-queue", (_, _) => Task.CompletedTask));
        catalog.Add(new TimerFunction("a-timer", "0 * * * * *", _ => Task.CompletedTask));
        app.MapHttpFunctions(catalog);
        app.MapInvocations(catalog, 1);

        var served = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Cast<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
        Assert.Equal(FunctionJson.Files(catalog).SelectMany(file => Doors(file.Name, file.Json)).Order(), served.Order());
    }

    [Fact]
    public void Watches_no_settings_file()
    {
        var builder = Hosting.Start.AppBuilder.Create([]);
        var files = ((IConfigurationBuilder)builder.Configuration).Sources.OfType<FileConfigurationSource>().ToList();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => file.ReloadOnChange);
    }

    /// <summary>What the Functions host will ask of us for one function.json.</summary>
    private static List<string> Doors(string name, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var trigger = document.RootElement.GetProperty("bindings")[0];
        if (trigger.GetProperty("type").GetString() != "httpTrigger")
            return [$"POST /{name}"];
        var route = trigger.GetProperty("route").GetString();
        return [.. trigger.GetProperty("methods").EnumerateArray().Select(method => $"{method.GetString()!.ToUpperInvariant()} /{(route == "{root:maxlength(0)?}" ? "" : route)}")];
    }
}
