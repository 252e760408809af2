using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Click2Call.Lines;
using Microsoft.Extensions.Logging;

namespace Click2Call.Storage.Secrets;

/// <summary>
/// Secrets from Azure Key Vault. A value is used for 5 minutes, so a rotated one is picked up without a restart; from the
/// fourth minute on the next reader has it read again behind his back. A value with an expiry date is read again before
/// it. While the vault is down, values of up to an hour are used. Values are never logged and never in an exception.
/// </summary>
public sealed partial class KeyVaultSecrets : ISecrets
{
    /// <summary>How long one reading may take with all its tries. The identity's endpoint alone is tried for over a minute otherwise.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SecretClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger<KeyVaultSecrets> _logger;
    private readonly ConcurrentDictionary<string, KeptSecret> _secrets = new(StringComparer.Ordinal);

    /// <summary>Reads this vault as this identity. Nothing is asked until a secret is.</summary>
    public KeyVaultSecrets(Uri vault, TokenCredential credential, TimeProvider time, ILogger<KeyVaultSecrets> logger)
        : this(new SecretClient(vault, credential, Options()), time, logger)
    {
    }

    internal KeyVaultSecrets(SecretClient client, TimeProvider time, ILogger<KeyVaultSecrets> logger)
    {
        _client = client;
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public ValueTask<string> Get(string name, CancellationToken cancellation) => SecretName.IsValid(name)
        ? _secrets.GetOrAdd(name, key => new KeptSecret(() => Read(key), e => Log.OldValue(_logger, key, e.Message), _time)).Get(cancellation)
        : ValueTask.FromException<string>(new SecretUnavailableException("A secret's name is 1 to 127 letters, digits and dashes; one of the line's secrets has another."));

    /// <summary>Few tries and short ones: a visitor waits for the call, and an old value may be at hand.</summary>
    internal static SecretClientOptions Options()
    {
        var options = new SecretClientOptions
        {
            Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1), NetworkTimeout = TimeSpan.FromSeconds(5) },
        };

        // Its own spans and logs would tell an outsider which secrets there are, and us nothing that we do not log.
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.ApplicationId = "Click2Call";
        return options;
    }

    private async Task<SecretReading> Read(string name)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        try
        {
            var secret = (await _client.GetSecretAsync(name, cancellationToken: patience.Token)).Value;
            return new SecretReading.Found(secret.Value, secret.Properties.ExpiresOn);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return Refused(e, $"Key Vault has no secret '{name}': add it to {_client.VaultUri.Host}.");
        }
        catch (RequestFailedException e) when (e.Status is 401 or 403)
        {
            return Refused(e, e.ErrorCode == "Forbidden" || e.ErrorCode is null
                ? $"Key Vault does not let us read '{name}': give the app's identity the role Key Vault Secrets User on {_client.VaultUri.Host}, and see that the secret is enabled and its firewall open to us."
                : $"Key Vault does not let us read '{name}' ({e.ErrorCode}).");
        }
        catch (RequestFailedException e) when (e.Status is >= 400 and < 500 and not (408 or 429))
        {
            return Refused(e, $"Key Vault refuses to give '{name}': {e.Status} {e.ErrorCode}.");
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException or IOException)
        {
            return Down(e, $"Key Vault did not give '{name}': {(e is RequestFailedException { Status: > 0 and var status } ? $"it answered {status}" : "no answer")}.");
        }
        catch (AuthenticationFailedException e)
        {
            // Also CredentialUnavailableException: no identity, or its endpoint does not answer yet.
            return Down(e, $"Key Vault was not asked for '{name}': the app's identity gave no token.");
        }
#pragma warning disable CA1031 // An answer that is not the vault's. Its text could be anything, so it is not handed on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Down(null, $"Key Vault's answer for '{name}' could not be read ({e.GetType().Name}).");
        }
    }

    private static SecretReading.Failed Refused(Exception inner, string message) => new(new SecretUnavailableException(message, inner), oldValueWillDo: false);

    private static SecretReading.Failed Down(Exception? inner, string message) => new(new SecretUnavailableException(message, inner), oldValueWillDo: true);

    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Warning, "The value of the secret '{Name}' from before is used for up to an hour. {Why}")]
        public static partial void OldValue(ILogger logger, string name, string why);
    }
}
