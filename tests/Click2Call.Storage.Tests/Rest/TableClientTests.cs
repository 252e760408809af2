using System.Net;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>What a table client does that Azurite cannot show.</summary>
public sealed class TableClientTests : OnTheWire
{
    [Fact]
    public async Task QueryAll_walks_past_empty_pages_that_have_a_continuation()
    {
        Service
            .Answer(HttpStatusCode.OK, """{"odata.metadata":"x","value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!8!cCw-"), ("x-ms-continuation-NextRowKey", "1!4!cg=="))
            .Answer(HttpStatusCode.OK, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!8!cSw-"))
            .Answer(HttpStatusCode.OK, """{"value":[{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"r","Timestamp":"2026-11-20T10:00:00Z","N@odata.type":"Edm.Int64","N":"7"}]}""");
        var rows = new List<TableRow>();
        await foreach (var row in Table.QueryAll(Filter.Partition("p"), Ct))
            rows.Add(row);

        Assert.Equal(("p", "r", "W/\"1\"", 7L), (rows.Single().PartitionKey, rows.Single().RowKey, rows.Single().ETag, rows.Single().GetInt64("N")));
        Assert.Equal(
            [
                "?$filter=PartitionKey%20eq%20%27p%27",
                "?$filter=PartitionKey%20eq%20%27p%27&NextPartitionKey=1%218%21cCw-&NextRowKey=1%214%21cg%3D%3D",
                "?$filter=PartitionKey%20eq%20%27p%27&NextPartitionKey=1%218%21cSw-",
            ],
            Service.Requests.Select(request => request.Address.Query));
    }

    [Fact]
    public async Task What_the_service_refuses_and_Azurite_takes_is_never_sent()
    {
        var wide = new TableRow("p", "r");
        for (var i = 0; i < 17; i++)
            wide[$"B{i}"] = new byte[TableLimits.BinaryLength];
        await Refusal.Of(StorageProblem.TooLarge, () => Table.Insert(wide, Ct));
        await Refusal.Of(StorageProblem.TooLarge, () => Table.Submit([TableOperation.Insert(wide)], Ct));
        await Refusal.Of(StorageProblem.Invalid, () => Table.Submit([TableOperation.Insert(new TableRow("p", "r")), TableOperation.Insert(new TableRow("q", "s"))], Ct));
        Assert.Empty(Service.Requests);
    }

    [Fact]
    public async Task A_transaction_over_4_mebibytes_is_never_sent()
    {
        var operations = Enumerable.Range(0, 5).Select(i =>
        {
            var row = new TableRow("p", $"{i}");
            for (var j = 0; j < 12; j++)
                row[$"B{j}"] = new byte[TableLimits.BinaryLength];
            return TableOperation.Insert(row);
        });
        await Refusal.Of(StorageProblem.TooLarge, () => Table.Submit([.. operations], Ct));
        Assert.Empty(Service.Requests);
    }

    [Theory]
    [InlineData(409, "EntityAlreadyExists", StorageProblem.AlreadyExists)]
    [InlineData(409, "TableBeingDeleted", StorageProblem.Unavailable)]
    [InlineData(412, "UpdateConditionNotSatisfied", StorageProblem.Stale)]
    [InlineData(404, "ResourceNotFound", StorageProblem.Missing)]
    [InlineData(413, "RequestBodyTooLarge", StorageProblem.TooLarge)]
    [InlineData(400, "PropertyValueTooLarge", StorageProblem.TooLarge)]
    [InlineData(400, "EntityTooLarge", StorageProblem.TooLarge)]
    [InlineData(400, "InvalidInput", StorageProblem.Invalid)]
    [InlineData(401, "InvalidAuthenticationInfo", StorageProblem.Denied)]
    [InlineData(403, "AuthenticationFailed", StorageProblem.Denied)]
    [InlineData(501, "NotImplemented", StorageProblem.Invalid)]
    public async Task A_refusal_becomes_one_of_the_closed_reasons(int status, string code, StorageProblem problem)
    {
        Service.Answer((HttpStatusCode)status, $$"""{ "odata.error": { "code": "{{code}}", "message": { "lang": "en-US", "value": "It says 447700900123.\nRequestId:1" } } }""");
        var refused = await Refusal.Of(problem, () => Table.Merge(new TableRow("acme", "person:+447700900123"), "W/\"1\"", Ct));
        Assert.Equal((status, code), (refused.Status, refused.ErrorCode));
        Assert.Equal($"Table Calls, merge: {status} {code}.", refused.Message);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><m:error xmlns:m=\"http://x\"><m:code>AuthenticationFailed</m:code></m:error>", "AuthenticationFailed")]
    [InlineData("<html>a proxy<br>", null)]
    [InlineData("{\"odata.error\":{\"code\":", null)]
    [InlineData("", null)]
    public async Task An_answer_in_another_format_is_still_refused_by_its_status(string body, string? code)
    {
        Service.Answer(HttpStatusCode.Forbidden, body);
        Assert.Equal(code, (await Refusal.Of(StorageProblem.Denied, () => Table.Get("p", "r", Ct))).ErrorCode);
    }

    [Fact]
    public async Task A_404_of_something_in_between_is_no_missing_row()
    {
        Service.Answer(HttpStatusCode.NotFound, "<html>no such site</html>").Answer(HttpStatusCode.NotFound, "");
        await Refusal.Of(StorageProblem.Missing, () => Table.Get("p", "r", Ct));
        await Refusal.Of(StorageProblem.Missing, () => Table.Delete("p", "r", "*", Ct));
    }

    [Theory]
    [InlineData("<html>please log in</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"PartitionKey":"p"}""")]
    public async Task A_success_that_is_not_the_services_is_unavailable(string body)
    {
        Service.Answer(HttpStatusCode.OK, body, ("ETag", "W/\"1\""));
        await Refusal.Of(StorageProblem.Unavailable, () => Table.Get("p", "r", Ct));
    }

    [Fact]
    public async Task The_operation_of_a_transaction_that_failed_is_told_by_its_index()
    {
        const string Answer = "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n--changesetresponse_2\r\n" +
            "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 412 Precondition Failed\r\nX-Content-Type-Options: nosniff\r\n" +
            "Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8\r\n\r\n" +
            "{\"odata.error\":{\"code\":\"UpdateConditionNotSatisfied\",\"message\":{\"lang\":\"en-US\",\"value\":\"1:The update condition specified in the request was not satisfied.\\nRequestId:1\"}}}\r\n" +
            "--changesetresponse_2--\r\n--batchresponse_1--\r\n";
        Service.Answer(HttpStatusCode.Accepted, Answer, ("Content-Type", "multipart/mixed; boundary=batchresponse_1"));
        var refused = await Refusal.Of(StorageProblem.Stale, () => Table.Submit([TableOperation.Insert(new TableRow("p", "a")), TableOperation.Merge(new TableRow("p", "b"), "W/\"1\"")], Ct));
        Assert.Equal((1, 412, "UpdateConditionNotSatisfied"), (refused.FailedOperation, refused.Status, refused.ErrorCode));
        Assert.Equal("Table Calls, transaction: 412 UpdateConditionNotSatisfied.", refused.Message);
    }

    [Fact]
    public async Task A_transaction_is_written_as_one_change_set_that_row_texts_cannot_break()
    {
        Service.Answer(HttpStatusCode.Accepted, "--b\r\n\r\n--c\r\n\r\nHTTP/1.1 204 No Content\r\nETag: W/\"7\"\r\n\r\n\r\n--c\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n--c--\r\n--b--\r\n");
        var result = await Table.Submit([TableOperation.Insert(new TableRow("O'Hara", "a") { ["T"] = "\r\n--changeset_" }), TableOperation.Delete("O'Hara", "b", "*")], Ct);
        Assert.Equal(["W/\"7\"", ""], result.ETags);

        var sent = Service.Requests.Single();
        var mark = sent.Headers["Content-Type"].Split("batch_")[1];
        var expected = $$"""
            --batch_{{mark}}
            Content-Type: multipart/mixed; boundary=changeset_{{mark}}

            --changeset_{{mark}}
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            POST https://acme.table.core.windows.net/Calls HTTP/1.1
            Accept: application/json;odata=minimalmetadata
            DataServiceVersion: 3.0
            Prefer: return-no-content
            Content-Type: application/json
            Content-Length: 61

            {"PartitionKey":"O'Hara","RowKey":"a","T":"\r\n--changeset_"}
            --changeset_{{mark}}
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            DELETE https://acme.table.core.windows.net/Calls(PartitionKey='O%27%27Hara',RowKey='b') HTTP/1.1
            Accept: application/json;odata=minimalmetadata
            DataServiceVersion: 3.0
            If-Match: *


            --changeset_{{mark}}--
            --batch_{{mark}}--

            """;
        Assert.Equal(expected.ReplaceLineEndings("\r\n"), sent.Body);
    }

    [Fact]
    public async Task A_transaction_with_fewer_answers_than_operations_is_unavailable()
    {
        Service.Answer(HttpStatusCode.Accepted, "--b\r\n\r\n--c\r\n\r\nHTTP/1.1 204 No Content\r\nETag: W/\"7\"\r\n\r\n");
        await Refusal.Of(StorageProblem.Unavailable, () => Table.Submit([TableOperation.Insert(new TableRow("p", "a")), TableOperation.Insert(new TableRow("p", "b"))], Ct));
    }

    [Fact]
    public async Task A_number_with_a_point_is_a_double_and_null_is_absent()
    {
        Service.Answer(HttpStatusCode.OK, """{"PartitionKey":"p","RowKey":"r","A":3.0,"B":3,"C":null,"D@odata.type":"Edm.Double","D":"NaN","E@odata.type":"Edm.Int64","E":"3"}""", ("ETag", "W/\"1\""));
        var row = await Table.Get("p", "r", Ct);
        Assert.Equal((3.0, 3, 3L), (row!.GetDouble("A"), row.GetInt32("B"), row.GetInt64("E")));
        Assert.True(double.IsNaN(row.GetDouble("D")!.Value));
        Assert.DoesNotContain(row.Properties, property => property.Key == "C");
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1Calls")]
    [InlineData("Ca-lls")]
    [InlineData("Tables")]
    [InlineData("")]
    public void A_name_that_the_service_refuses_is_refused_at_once(string name) =>
        Assert.Throws<ArgumentException>(() => Service.Account(Clock).Table(name));

    [Theory]
    [InlineData("PartitionKey")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    [InlineData("odata.etag")]
    [InlineData("")]
    public void A_property_cannot_take_the_services_names(string name) =>
        Assert.Throws<ArgumentException>(() => new TableRow("p", "r") { [name] = 1 });

    [Fact]
    public void A_property_holds_only_what_a_table_can()
    {
        Assert.Throws<ArgumentException>(() => new TableRow("p", "r") { ["A"] = 1m });
        Assert.Throws<ArgumentException>(() => new TableRow("p", "r") { ["A"] = new DateTime(2026, 1, 1) });
        Assert.Throws<ArgumentException>(() => Filter.Eq("A", 1m));
        Assert.Throws<ArgumentException>(() => Filter.Eq("A", double.NaN));
    }
}
