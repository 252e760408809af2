using System.Diagnostics;
using Click2Call.Telemetry;

namespace Click2Call.Dialects.Http;

/// <summary>One request to a phone system as a span; its address is told as far as it is made of words.</summary>
internal static class LineSpan
{
    public static Activity? Begin(HttpRequestMessage request) =>
        request.RequestUri is { IsAbsoluteUri: true } address ? RequestSpan.Begin(request.Method.Method, address, SafeUrl.Of(address)) : null;

    public static LineReply End(this Activity? span, LineReply reply)
    {
        if (span is null)
            return reply;
        switch (reply)
        {
            case LineReply.Answered { Status: var status }:
                span.Answered(status);
                break;
            case LineReply.NotSent:
                span.Fail("not_sent");
                break;
            default:
                span.Fail("no_whole_answer");
                break;
        }

        return reply;
    }
}
