using Click2Call.Events;

namespace Click2Call.Accounts.Import;

/// <summary>Reads the CRMs in which ended calls are written down.</summary>
internal static class WriteBackSection
{
    public static WriteBackSettings Read(JsonObject json)
    {
        var settings = new WriteBackSettings
        {
            Id = json.RequiredText("id", PartId.IsValid, "a write-back's id is 1 to 64 lower-case letters, digits and dashes, such as \"sales\"."),
            Kind = json.RequiredText("kind", WriteBackKinds.All.Contains, $"a kind is one of {string.Join(", ", WriteBackKinds.All)}."),
            BaseUrl = json.Text("baseUrl", LineSection.IsBaseUrl, "this is the address of the CRM's API, https, without user, query and fragment.") is { } url ? new Uri(url) : null,
            Secrets = json.Map("secrets", LineSection.WrongSecret),
            Options = json.Map("options", LineSection.WrongOption),
            Enabled = json.Flag("enabled", otherwise: true),
        };
        foreach (var problem in WriteBackKinds.Check(settings))
            json.Wrong(null, problem);
        return settings;
    }
}
