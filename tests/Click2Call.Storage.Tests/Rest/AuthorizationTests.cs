using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Identity;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>How requests prove who sends them. The signed texts are written out here as "Authorize with Shared Key" lays them down.</summary>
public sealed class AuthorizationTests : OnTheWire
{
    private static string Signature(string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Wire.Key), Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Tables_sign_the_date_and_the_path_as_it_is_sent_without_the_query()
    {
        Service.Answer(HttpStatusCode.NoContent, "", ("ETag", "W/\"1\"")).Answer(HttpStatusCode.OK, """{"value":[]}""");
        var table = Service.Account(Clock).Table("Calls");
        await table.Upsert(new TableRow("O'Hara é", "a b"), Ct);
        await table.Query(Filter.Partition("p"), 5, null, null, Ct);

        Assert.Equal("Fri, 20 Nov 2026 10:00:00 GMT", Service.Requests.First().Headers["x-ms-date"]);
        Assert.Equal(
            [
                "SharedKeyLite acme:" + Signature("Fri, 20 Nov 2026 10:00:00 GMT\n/acme/Calls(PartitionKey='O%27%27Hara%20%C3%A9',RowKey='a%20b')"),
                "SharedKeyLite acme:" + Signature("Fri, 20 Nov 2026 10:00:00 GMT\n/acme/Calls()"),
            ],
            Service.Requests.Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task An_emulator_has_its_account_in_the_path_and_so_twice_in_the_signed_text()
    {
        Service.Answer(HttpStatusCode.NotFound, """{"odata.error":{"code":"ResourceNotFound","message":{"value":"x"}}}""");
        var settings = $"AccountName=acme;AccountKey={Wire.Key};TableEndpoint=http://127.0.0.1:10002/acme/;QueueEndpoint=http://127.0.0.1:10001/acme";
        Assert.Null(await Service.Account(Clock, settings: settings).Table("Calls").Get("p", "r", Ct));
        var sent = Service.Requests.Single();
        Assert.Equal("http://127.0.0.1:10002/acme/Calls(PartitionKey='p',RowKey='r')", sent.Address.AbsoluteUri);
        Assert.Equal("SharedKeyLite acme:" + Signature("Fri, 20 Nov 2026 10:00:00 GMT\n/acme/acme/Calls(PartitionKey='p',RowKey='r')"), sent.Headers["Authorization"]);
    }

    [Fact]
    public void The_comp_parameter_of_a_table_address_is_signed() => Assert.Equal(
        "Fri, 20 Nov 2026 10:00:00 GMT\n/acme/Calls?comp=acl",
        SharedKey.OfTable("acme", "Fri, 20 Nov 2026 10:00:00 GMT", new Uri("https://acme.table.core.windows.net/Calls?timeout=20&comp=acl")));

    [Fact]
    public async Task Queues_sign_the_method_the_length_the_own_headers_and_the_query_in_order()
    {
        Service.Answer(HttpStatusCode.Created, Message("id", "a receipt+/="));
        var receipt = await Service.Account(Clock).Queue("call-alarms").Put("hello", TimeSpan.FromSeconds(1.2), null, Ct);

        Assert.Equal(new QueueReceipt("id", "a receipt+/="), receipt);
        var sent = Service.Requests.Single();
        Assert.Equal("<QueueMessage><MessageText>aGVsbG8=</MessageText></QueueMessage>", sent.Body);
        Assert.Equal("?messagettl=-1&visibilitytimeout=2", sent.Address.Query);
        var text =
            "POST\n\n\n64\n\napplication/xml\n\n\n\n\n\n\n" +
            $"x-ms-client-request-id:{sent.Headers["x-ms-client-request-id"]}\nx-ms-date:Fri, 20 Nov 2026 10:00:00 GMT\nx-ms-return-client-request-id:true\nx-ms-version:2021-12-02\n" +
            "/acme/call-alarms/messages\nmessagettl:-1\nvisibilitytimeout:2";
        Assert.Equal("SharedKey acme:" + Signature(text), sent.Headers["Authorization"]);
    }

    [Fact]
    public async Task Queues_sign_parameters_as_they_are_before_encoding()
    {
        Service.Answer(HttpStatusCode.NoContent);
        await Service.Account(Clock).Queue("call-alarms").Delete("id", "a receipt+/=", Ct);
        var sent = Service.Requests.Single();
        Assert.Equal("?popreceipt=a%20receipt%2B%2F%3D", sent.Address.Query);
        var text =
            "DELETE\n\n\n\n\n\n\n\n\n\n\n\n" +
            $"x-ms-client-request-id:{sent.Headers["x-ms-client-request-id"]}\nx-ms-date:Fri, 20 Nov 2026 10:00:00 GMT\nx-ms-return-client-request-id:true\nx-ms-version:2021-12-02\n" +
            "/acme/call-alarms/messages/id\npopreceipt:a receipt+/=";
        Assert.Equal("SharedKey acme:" + Signature(text), sent.Headers["Authorization"]);
    }

    [Fact]
    public async Task An_identity_sends_a_token_for_storage_and_no_signature()
    {
        Service.Answer(HttpStatusCode.NoContent, "", ("ETag", "W/\"1\"")).Answer(HttpStatusCode.OK, "<QueueMessagesList/>");
        var credential = new Token(Clock);
        var account = Service.Account(Clock, credential);
        await account.Table("Calls").Insert(new TableRow("p", "r"), Ct);
        Assert.Empty(await account.Queue("call-alarms").Receive(1, TimeSpan.FromSeconds(1), Ct));

        Assert.Equal(["Bearer the-token", "Bearer the-token"], Service.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Equal(["2021-12-02", "2021-12-02"], Service.Requests.Select(request => request.Headers["x-ms-version"]));
        Assert.All(credential.Scopes, scope => Assert.Equal("https://storage.azure.com/.default", scope));
        Assert.NotEmpty(credential.Scopes);
    }

    [Theory]
    [InlineData(true, StorageProblem.Unavailable)]
    [InlineData(false, StorageProblem.Denied)]
    public async Task An_identity_without_a_token_is_told_apart_from_one_that_is_not_there(bool unavailable, StorageProblem problem)
    {
        var credential = new Token(Clock) { Failure = unavailable ? new CredentialUnavailableException("x") : new AuthenticationFailedException("x") };
        await Refusal.Of(problem, () => Service.Account(Clock, credential).Table("Calls").Get("p", "r", Ct));
        Assert.Empty(Service.Requests);
    }

    private static string Message(string id, string receipt) =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList><QueueMessage><MessageId>{id}</MessageId><InsertionTime>Fri, 20 Nov 2026 10:00:00 GMT</InsertionTime>" +
        $"<ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime><PopReceipt>{receipt}</PopReceipt><TimeNextVisible>Fri, 20 Nov 2026 10:00:02 GMT</TimeNextVisible></QueueMessage></QueueMessagesList>";

    private sealed class Token(TimeProvider clock) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public Exception? Failure { get; init; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return Failure is null ? new AccessToken("the-token", clock.GetUtcNow().AddYears(10)) : throw Failure;
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
