using System.Buffers.Binary;

namespace Click2Call.Testing.Telemetry;

/// <summary>One field of a Protocol Buffers message: its number, and its value as bytes or as a number.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Bytes">The value of a text, byte string or message.</param>
/// <param name="Value">The value of a number, fixed or variable.</param>
public readonly record struct ProtoField(int Number, ReadOnlyMemory<byte> Bytes, ulong Value);

/// <summary>Reads Protocol Buffers without a schema ("Protocol Buffers, Encoding").</summary>
public static class ProtoFields
{
    /// <summary>The fields of a message, in their order.</summary>
    public static IEnumerable<ProtoField> Of(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return new(number, default, Varint(message.Span, ref at));
                    break;
                case 1:
                    yield return new(number, default, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    yield return new(number, message.Slice(at, length), 0);
                    at += length;
                    break;
                case 5:
                    yield return new(number, default, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]));
                    at += 4;
                    break;
                default:
                    throw new FormatException("Not a message of Protocol Buffers.");
            }
        }
    }

    /// <summary>The values of one field, which may be repeated.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> message, int number) =>
        Of(message).Where(field => field.Number == number).Select(field => field.Bytes);

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
