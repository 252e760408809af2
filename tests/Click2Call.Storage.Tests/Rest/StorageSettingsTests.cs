using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>Where the account is: every form that the Functions host takes, and one sentence for each mistake.</summary>
public sealed class StorageSettingsTests
{
    private const string Name = "AzureWebJobsStorage";
    private const string Key = "c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==";

    private static StorageSettings Read(string? connectionString, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        if (connectionString is not null)
            all[Name] = connectionString;
        return StorageSettings.Read(name => all.GetValueOrDefault(name), Name);
    }

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=" + Key + ";EndpointSuffix=core.windows.net", "https://acme.table.core.windows.net", "https://acme.queue.core.windows.net")]
    [InlineData("AccountName=acme;AccountKey=" + Key, "https://acme.table.core.windows.net", "https://acme.queue.core.windows.net")]
    [InlineData(" accountname = acme ; ACCOUNTKEY = " + Key + " ;; EndpointSuffix=core.chinacloudapi.cn;", "https://acme.table.core.chinacloudapi.cn", "https://acme.queue.core.chinacloudapi.cn")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=acme;AccountKey=" + Key + ";TableEndpoint=http://127.0.0.1:10002/acme/;QueueEndpoint=http://127.0.0.1:10001/acme", "http://127.0.0.1:10002/acme", "http://127.0.0.1:10001/acme")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=" + Key + ";BlobEndpoint=https://blobs.example.com;TableEndpoint=https://tables.example.com", "https://tables.example.com", "https://acme.queue.core.windows.net")]
    public void A_connection_string_names_the_account_its_key_and_its_services(string text, string table, string queue)
    {
        var settings = Read(text);
        Assert.Equal(("acme", table, queue, null), (settings.AccountName, settings.TableEndpoint, settings.QueueEndpoint, settings.Identity));
        Assert.Equal("secret-key-of-the-account"u8.ToArray(), settings.Key);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "http://127.0.0.1:10001/devstoreaccount1")]
    [InlineData("usedevelopmentstorage=True;", "http://127.0.0.1:10002/devstoreaccount1", "http://127.0.0.1:10001/devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite", "http://azurite:10002/devstoreaccount1", "http://azurite:10001/devstoreaccount1")]
    public void The_emulator_has_a_short_form(string text, string table, string queue)
    {
        var settings = Read(text);
        Assert.Equal(("devstoreaccount1", table, queue), (settings.AccountName, settings.TableEndpoint, settings.QueueEndpoint));
        Assert.Equal(64, settings.Key!.Length);
    }

    [Theory]
    [InlineData(Key, "The connection string in AzureWebJobsStorage has no AccountName.")]
    [InlineData("acme", "AzureWebJobsStorage is not a connection string: it must be name=value pairs with semicolons between them.")]
    [InlineData("AccountName=acme;AccountKey=", "The connection string in AzureWebJobsStorage has no AccountKey.")]
    [InlineData("AccountName=acme;AcountKey=" + Key, "The connection string in AzureWebJobsStorage has no AccountKey.")]
    [InlineData("AccountKey=" + Key, "The connection string in AzureWebJobsStorage has no AccountName.")]
    [InlineData("AccountName=acme;AccountKey=c2VjcmV0LWtleS1vZi1", "The AccountKey in AzureWebJobsStorage is not base64: copy the whole key.")]
    [InlineData("AccountName=a;AccountName=b;AccountKey=" + Key, "AzureWebJobsStorage is not a connection string: it says the same thing twice.")]
    [InlineData("UseDevelopmentStorage=false", "UseDevelopmentStorage in AzureWebJobsStorage can only be true.")]
    [InlineData("TableEndpoint=https://acme.table.core.windows.net;SharedAccessSignature=sv=2021&sig=c2VjcmV0", "AzureWebJobsStorage holds a shared access signature, which is not supported: use an account key or a managed identity.")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";TableEndpoint=acme.table.core.windows.net;QueueEndpoint=https://q", "The TableEndpoint in AzureWebJobsStorage is not an absolute http or https address.")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";TableEndpoint=https://t?sig=c2VjcmV0;QueueEndpoint=https://q", "The TableEndpoint in AzureWebJobsStorage must be a bare address, without a query (SAS) or a user.")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";TableEndpoint=https://t", "The connection string in AzureWebJobsStorage has no QueueEndpoint.")]
    [InlineData("AccountName=acme;AccountKey=" + Key + ";DefaultEndpointsProtocol=ftp", "The DefaultEndpointsProtocol in AzureWebJobsStorage is neither http nor https.")]
    [InlineData("AccountName=ac me;AccountKey=" + Key, "The AccountName or EndpointSuffix in AzureWebJobsStorage is not an absolute http or https address.")]
    public void A_mistake_in_a_connection_string_gives_one_sentence_without_the_key(string text, string sentence)
    {
        var mistake = Assert.Throws<StorageSettingsException>(() => Read(text));
        Assert.Equal(sentence, mistake.Message);
        Assert.DoesNotContain("c2Vj", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId")]
    [InlineData("AzureWebJobsStorage:accountName", "AzureWebJobsStorage:credential", "AzureWebJobsStorage:clientId")]
    public void An_identity_needs_only_the_account(string account, string credential, string client)
    {
        var settings = Read(null, (account, "acme"), (credential, "ManagedIdentity"), (client, "1b2c"));
        Assert.Equal(
            ("acme", "https://acme.table.core.windows.net", "https://acme.queue.core.windows.net", null, new ManagedIdentity("1b2c", null)),
            (settings.AccountName, settings.TableEndpoint, settings.QueueEndpoint, settings.Key, settings.Identity));
    }

    [Fact]
    public void An_identity_can_name_each_service()
    {
        var settings = Read(null, ("AzureWebJobsStorage__tableServiceUri", "https://acme.table.core.usgovcloudapi.net/"), ("AzureWebJobsStorage__queueServiceUri", "https://queues.example.com"));
        Assert.Equal(
            ("acme", "https://acme.table.core.usgovcloudapi.net", "https://queues.example.com", new ManagedIdentity(null, null)),
            (settings.AccountName, settings.TableEndpoint, settings.QueueEndpoint, settings.Identity));
    }

    [Fact]
    public void The_blob_address_that_the_host_needs_is_enough()
    {
        var settings = Read(null, ("AzureWebJobsStorage__blobServiceUri", "https://acme.blob.core.windows.net"), ("AzureWebJobsStorage__managedIdentityResourceId", "/subscriptions/1/x"));
        Assert.Equal(
            ("https://acme.table.core.windows.net", "https://acme.queue.core.windows.net", new ManagedIdentity(null, "/subscriptions/1/x")),
            (settings.TableEndpoint, settings.QueueEndpoint, settings.Identity));
    }

    [Fact]
    public void An_identitys_mistakes_give_one_sentence_each()
    {
        Mistake("Storage is not configured: set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName to an account that a managed identity may use.");
        Mistake("AzureWebJobsStorage__credential must be managedidentity, or azurecli on an operator's machine: no other credential is supported.", ("AzureWebJobsStorage__accountName", "acme"), ("AzureWebJobsStorage__credential", "workloadidentity"));
        Mistake("AzureWebJobsStorage__accountName is not the name of a storage account: 3 to 24 lower-case letters and digits.", ("AzureWebJobsStorage__accountName", "acme.evil.example"));
        Mistake("AzureWebJobsStorage__tableServiceUri must be an https address: a token is never sent in the clear.", ("AzureWebJobsStorage__tableServiceUri", "http://acme.table.core.windows.net"));
        Mistake("AzureWebJobsStorage__tableServiceUri is missing: it does not follow from the other settings.", ("AzureWebJobsStorage__queueServiceUri", "https://queues.example.com"));

        static void Mistake(string sentence, params (string Name, string Value)[] settings) =>
            Assert.Equal(sentence, Assert.Throws<StorageSettingsException>(() => Read(null, settings)).Message);
    }

    [Fact]
    public void A_connection_string_goes_before_an_identity()
    {
        var account = StorageAccount.FromSettings(
            name => name switch { Name => $"AccountName=first;AccountKey={Key}", Name + "__accountName" => "second", _ => null }, TimeProvider.System);
        Assert.Equal(("first", "https://first.table.core.windows.net/"), (account.Name, account.TableEndpoint.AbsoluteUri));
    }

    [Fact]
    public void Another_connection_can_be_named()
    {
        var account = StorageAccount.FromSettings(name => name == "Other__accountName" ? "acme" : null, TimeProvider.System, "Other");
        Assert.Equal("https://acme.queue.core.windows.net/", account.QueueEndpoint.AbsoluteUri);
    }
}
