using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Click2Call.Dialects.Http;

/// <summary>Writes JSON as phone systems print it: compact, in UTF-8, Hebrew and Vietnamese as themselves and not as escapes.</summary>
public static class JsonText
{
    /// <summary>The bytes of what is written.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        return bytes.WrittenMemory;
    }
}
