using System.Net.Sockets;
using System.Text.Json;
using System.Xml;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Click2Call.Storage.Rest;

/// <summary>Sends requests to one service of an account and turns every failure into a <see cref="StorageException"/>.</summary>
internal sealed class StoragePipeline
{
    /// <summary>Taken by the service and by Azurite; tokens for tables need at least 2020-12-06 ("Authorize access to tables using Microsoft Entra ID").</summary>
    private const string Version = "2021-12-02";

    private const string Scope = "https://storage.azure.com/.default";

    private readonly HttpPipeline _pipeline;
    private readonly TimeProvider _clock;

    public StoragePipeline(StorageSettings settings, StorageOptions options, TokenCredential? credential, bool queue, string? endpoint = null)
    {
        _clock = options.Clock;
        Endpoint = endpoint ?? (queue ? settings.QueueEndpoint : settings.TableEndpoint);
        options.RetryPolicy = new RetryInTime(options);
        HttpPipelinePolicy proof = credential is null
            ? new SharedKeyPolicy(settings, options.Clock, queue)
            : new BearerTokenAuthenticationPolicy(credential, Scope);
        _pipeline = HttpPipelineBuilder.Build(options, perCallPolicies: [], perRetryPolicies: [proof], new ResponseClassifier());
    }

    /// <summary>Where the service is, without a slash at the end.</summary>
    public string Endpoint { get; }

    /// <summary>A request to a path (with its query, both percent-encoded) below the service's endpoint.</summary>
    public HttpMessage Request(RequestMethod method, string path, ReadOnlyMemory<byte>? body = null)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(Endpoint + path));
        message.Request.Headers.SetValue("x-ms-version", Version);
        if (body is { } bytes)
            message.Request.Content = RequestContent.Create(bytes);
        return message;
    }

    /// <summary>Sends the request and reads its answer.</summary>
    /// <param name="message">The request; it is disposed.</param>
    /// <param name="where">The operation and the table or queue, for the operator.</param>
    /// <param name="read">Reads an answer of 2xx.</param>
    /// <param name="ct">Stops waiting for the answer.</param>
    /// <param name="missingIsFine">
    /// A row or message that is not there gives the default value; a table or queue that is not there, and the 404 of
    /// whoever else stands in the way, does not.
    /// </param>
    public async Task<T?> Send<T>(HttpMessage message, string where, Func<Response, T> read, CancellationToken ct, bool missingIsFine = false)
    {
        using (message)
        using (var watched = new WatchedOperation(where, _clock))
        {
            await Exchange(message, where, ct).ConfigureAwait(false);
            var response = message.Response;
            if (response.Status is >= 200 and < 300)
                return watched.Done(Understand(where, response, read));
            if (missingIsFine && response.Status == 404 && StorageErrors.Code(response) is "ResourceNotFound" or "EntityNotFound" or "MessageNotFound" or "BlobNotFound")
                return watched.Done(default(T));
            watched.Status = response.Status;
            throw StorageErrors.From(where, response, _clock);
        }
    }

    private async Task Exchange(HttpMessage message, string where, CancellationToken ct)
    {
        try
        {
            await _pipeline.SendAsync(message, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (CredentialUnavailableException e)
        {
            throw new StorageException(StorageProblem.Unavailable, $"{where}: the managed identity is not available.", e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new StorageException(StorageProblem.Denied, $"{where}: the managed identity gave no token.", e);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException or IOException or SocketException)
        {
            // No answer: no connection, one that broke, or the time-out of each try. It may have been applied all the same.
            throw new StorageException(StorageProblem.Unavailable, $"{where}: no answer.", e);
        }
    }

    private static T Understand<T>(string where, Response response, Func<Response, T> read)
    {
        try
        {
            return read(response);
        }
        catch (Exception e) when (e is JsonException or XmlException or FormatException or InvalidOperationException)
        {
            // A proxy's login page with 200, or an answer cut short: whatever it is, it is not the service speaking.
            throw new StorageException(StorageProblem.Unavailable, $"{where}: the answer is not the service's.", e) { Status = response.Status };
        }
    }
}
