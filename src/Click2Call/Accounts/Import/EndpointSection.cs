using Click2Call.Events;

namespace Click2Call.Accounts.Import;

/// <summary>Reads the addresses that are told of calls.</summary>
internal static class EndpointSection
{
    private static readonly string Words = string.Join(", ", CallEventTypes.Subscribable);

    public static EventEndpoint Read(JsonObject json)
    {
        var inside = json.Flag("allowPrivateNetwork", otherwise: false);
        var endpoint = new EventEndpoint
        {
            Id = json.RequiredText("id", PartId.IsValid, "an endpoint's id is 1 to 64 lower-case letters, digits and dashes, such as \"crm\"."),
            Url = new Uri(json.RequiredText("url", text => EndpointUrl.IsOne(text, inside), "this is the address that is told, https, without user and fragment, such as \"https://www.example.com/calls\"; http needs allowPrivateNetwork.") is { Length: > 0 } url ? url : "https://missing.invalid/"),
            Description = json.Text("description", AccountSection.IsName, "a description has 1 to 100 characters."),
            Events = [.. json.Texts("events", 20, text => CallEventTypes.Read(text) is not null, $"an event is one of {Words}.").Select(CallEventTypes.Read).OfType<CallEventType>()],
            Secrets = json.Texts("secrets", 5, LineSection.IsSecretName, "a secret's name is 1 to 127 letters, digits and dashes (Key Vault's rule), such as \"events-key\"; its value is never in this file."),
            Enabled = json.Flag("enabled", otherwise: true),
            AllowPrivateNetwork = inside,
        };
        if (endpoint.Secrets.Count == 0)
            json.Wrong("secrets", "an endpoint needs the name of the secret that signs; while it is rotated, the new one first and the old one after it.");
        return endpoint;
    }
}
