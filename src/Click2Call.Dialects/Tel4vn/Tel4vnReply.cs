using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>What the front answers.</summary>
internal sealed record Tel4vnReply(int Status, ReadOnlyMemory<byte> Body)
{
    public TimeSpan? RetryAfter { get; init; }

    public static Tel4vnReply Ok(ReadOnlyMemory<byte> body) => new(StatusCodes.Status200OK, body);

    public static Tel4vnReply Of(Tel4vnShape shape, Tel4vnFault fault) => new(fault.Status, Tel4vnWire.Fail(shape, fault.Word, fault.Message));
}
