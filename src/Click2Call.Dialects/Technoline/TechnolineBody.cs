using System.Net.Http.Headers;
using System.Text;
using Click2Call.Dialects.Http;
using Click2Call.Orders;

namespace Click2Call.Dialects.Technoline;

/// <summary>The body of a request to the phone system.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Type">What they are.</param>
internal sealed record TechnolineBody(byte[] Bytes, string Type)
{
    /// <summary>A form of texts.</summary>
    public static TechnolineBody Of(byte[] form) => new(form, "application/x-www-form-urlencoded");

    /// <summary>A form of texts.</summary>
    public static TechnolineBody Of(IEnumerable<NameValue> fields) => Of(Encoding.ASCII.GetBytes(UrlEncoded.Write(fields)));

    /// <summary>A form with a file ("required when uploading files", PBX Documentation Center 5.3).</summary>
    public static async Task<TechnolineBody> Of(IEnumerable<NameValue> fields, string field, string name, ReadOnlyMemory<byte> file)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (text, value) in fields)
            form.Add(new StringContent(value), Quoted(text));
        form.Add(new ReadOnlyMemoryContent(file), Quoted(field), name);
        return new(await form.ReadAsByteArrayAsync(), form.Headers.ContentType!.ToString());
    }

    /// <summary>A request with it.</summary>
    public HttpRequestMessage Post(Uri address)
    {
        var content = new ByteArrayContent(Bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(Type);
        return new(HttpMethod.Post, address) { Content = content };
    }

    // PHP reads a bracket in a name only where the name is quoted.
    private static string Quoted(string name) => $"\"{name}\"";
}
