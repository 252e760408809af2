using System.Globalization;

namespace Click2Call.Crm.Tests.Recordings;

internal sealed class MondayRecording : Recording
{
    public override string Source => "monday";

    public override string Document => "monday.com platform API, Webhooks: sample payload; Integration authorization (JSON Web Token)";

    public override bool CoversBody => false;

    public override Draft Lead(int number, string phone) => new(Here, Json, string.Create(CultureInfo.InvariantCulture, $$$"""
        {"event":{"userId":9603417,"originalTriggerUuid":null,"boardId":1771812698,"pulseId":{{{number}}},"pulseName":"Dana Levi","groupId":"topics",
          "columnValues":{"phone":{"phone":"{{{phone}}}","countryShortName":"IL","changed_at":"2026-11-20"},"email":{"email":"dana@example.com","text":"dana@example.com"}},
          "app":"monday","type":"create_pulse","triggerTime":"2026-11-20T09:59:58.000Z","subscriptionId":73759690,"triggerUuid":"b5ed2e17c530f43668de130142445c{{{number}}}"}}
        """));

    public override Draft Prove(Draft draft, DateTimeOffset now) => Sign(draft, now, Key);

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => Sign(draft, now, Key + "x");

    private static Draft Sign(Draft draft, DateTimeOffset now, string key)
    {
        var claims = string.Create(CultureInfo.InvariantCulture, $$$"""{"accountId":1,"userId":2,"aud":"{{{draft.Url}}}","exp":{{{now.ToUnixTimeSeconds()}}},"iat":{{{now.ToUnixTimeSeconds() - 60}}}}""");
        var signed = Text(Utf8("""{"alg":"HS256","typ":"JWT"}""")) + "." + Text(Utf8(claims));
        return draft.With("Authorization", signed + "." + Text(Hmac(key, Utf8(signed))));
    }

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
