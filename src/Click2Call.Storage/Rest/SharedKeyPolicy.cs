using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Click2Call.Storage.Rest;

/// <summary>Dates and signs each try with the account's key; a retry is signed anew, since the service refuses dates older than 15 minutes.</summary>
internal sealed class SharedKeyPolicy(StorageSettings settings, TimeProvider clock, bool queue) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        request.Headers.SetValue("x-ms-date", date);
        var text = queue ? SharedKey.OfQueue(settings.AccountName, request) : SharedKey.OfTable(settings.AccountName, date, request.Uri.ToUri());
        var signature = Convert.ToBase64String(HMACSHA256.HashData(settings.Key!, Encoding.UTF8.GetBytes(text)));
        request.Headers.SetValue("Authorization", $"{(queue ? "SharedKey" : "SharedKeyLite")} {settings.AccountName}:{signature}");
    }
}
