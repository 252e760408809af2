using System.Net;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>What a queue client does that Azurite cannot show.</summary>
public sealed class QueueClientTests : OnTheWire
{
    [Fact]
    public async Task Messages_are_read_with_their_counts_and_one_that_is_not_base64_does_not_stop_the_others()
    {
        Service.Answer(HttpStatusCode.OK, "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList>" + Message("1", "aGVsbG8=") + Message("2", "plain text") + Message("3", "") + "</QueueMessagesList>");
        var messages = await Queue.Receive(32, TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(
            [
                new QueueMessage("1", "r1", "hello", 2, Clock.GetUtcNow()),
                new QueueMessage("2", "r2", "plain text", 2, Clock.GetUtcNow()),
                new QueueMessage("3", "r3", "", 2, Clock.GetUtcNow()),
            ],
            messages);
        Assert.Equal("?numofmessages=32&visibilitytimeout=30", Service.Requests.Single().Address.Query);

        static string Message(string id, string text) =>
            $"<QueueMessage><MessageId>{id}</MessageId><InsertionTime>Fri, 20 Nov 2026 10:00:00 GMT</InsertionTime><ExpirationTime>Fri, 27 Nov 2026 10:00:00 GMT</ExpirationTime>" +
            $"<PopReceipt>r{id}</PopReceipt><TimeNextVisible>Fri, 20 Nov 2026 10:00:30 GMT</TimeNextVisible><DequeueCount>2</DequeueCount><MessageText>{text}</MessageText></QueueMessage>";
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><QueueMessagesList><QueueMessage><MessageId>&e;</MessageId></QueueMessage></QueueMessagesList>")]
    [InlineData("<QueueMessagesList><QueueMessage><MessageId>1</MessageId></QueueMessage></QueueMessagesList>")]
    [InlineData("<QueueMessagesList><QueueMessage>")]
    [InlineData("please log in")]
    public async Task An_answer_that_is_not_the_services_is_unavailable(string body)
    {
        Service.Answer(HttpStatusCode.OK, body);
        await Refusal.Of(StorageProblem.Unavailable, () => Queue.Receive(1, TimeSpan.FromSeconds(1), Ct));
    }

    [Theory]
    [InlineData(404, "MessageNotFound", StorageProblem.Missing)]
    [InlineData(400, "PopReceiptMismatch", StorageProblem.Stale)]
    [InlineData(400, "OutOfRangeQueryParameterValue", StorageProblem.Invalid)]
    [InlineData(413, "RequestBodyTooLarge", StorageProblem.TooLarge)]
    [InlineData(403, "AuthorizationPermissionMismatch", StorageProblem.Denied)]
    [InlineData(409, "QueueBeingDeleted", StorageProblem.Unavailable)]
    public async Task A_refusal_becomes_one_of_the_closed_reasons(int status, string code, StorageProblem problem)
    {
        Service.Answer((HttpStatusCode)status, $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>x</Message></Error>");
        var refused = await Refusal.Of(problem, () => Queue.UpdateVisibility("id", "receipt", TimeSpan.Zero, Ct));
        Assert.Equal($"Queue call-alarms, update visibility: {status} {code}.", refused.Message);
    }

    [Fact]
    public async Task The_code_in_the_header_is_enough()
    {
        Service.Answer(HttpStatusCode.NotFound, "", ("x-ms-error-code", "MessageNotFound")).Answer(HttpStatusCode.NotFound, "", ("x-ms-error-code", "QueueNotFound"));
        await Queue.Delete("id", "receipt", Ct);
        await Refusal.Of(StorageProblem.Missing, () => Queue.Delete("id", "receipt", Ct));
    }

    [Fact]
    public async Task A_queue_that_exists_with_other_metadata_is_as_good_as_created()
    {
        Service.Answer(HttpStatusCode.Conflict, "", ("x-ms-error-code", "QueueAlreadyExists")).Answer(HttpStatusCode.Conflict, "", ("x-ms-error-code", "QueueBeingDeleted"));
        await Queue.Create(Ct);
        await Refusal.Of(StorageProblem.Unavailable, () => Queue.Create(Ct));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Call-alarms")]
    [InlineData("-alarms")]
    [InlineData("call--alarms")]
    [InlineData("call_alarms")]
    public void A_name_that_the_service_refuses_is_refused_at_once(string name) =>
        Assert.Throws<ArgumentException>(() => Service.Account(Clock).Queue(name));
}
