using System.Globalization;
using System.Text;
using System.Text.Json;
using Click2Call.Dialects.Http;

namespace Click2Call.Dialects.Voicenter;

/// <summary>
/// The answers of the dialect, written by the front and read by the line. XML has every value as a <c>string</c>, the
/// code too; JSON has the code as a number (Voicenter Click 2 Call API, Response).
/// </summary>
internal static class VoicenterWire
{
    public static ReadOnlyMemory<byte> Json(VoicenterAnswer answer) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("ERRORCODE", answer.Code);
        json.WriteString("ERRORMESSAGE", answer.Message);
        json.WriteString("CALLID", answer.CallId);
        json.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Xml(VoicenterAnswer answer) => Encoding.UTF8.GetBytes($"""
        <methodResponse>
          <params>
            <param>
              <value>
                <struct>
                  <member>
                    <name>ERRORCODE</name>
                    <value><string>{answer.Code.ToString(CultureInfo.InvariantCulture)}</string></value>
                  </member>
                  <member>
                    <name>ERRORMESSAGE</name>
                    <value><string>{XmlRpc.Escape(answer.Message)}</string></value>
                  </member>
                  <member>
                    <name>CALLID</name>
                    <value><string>{XmlRpc.Escape(answer.CallId)}</string></value>
                  </member>
                </struct>
              </value>
            </param>
          </params>
        </methodResponse>
        """.ReplaceLineEndings("\n"));

    /// <summary>Reads either format, names in any case, or gives null when there is no code in it.</summary>
    public static VoicenterAnswer? Read(string body)
    {
        var members = body.AsSpan().TrimStart() switch
        {
            ['<', ..] => XmlRpc.Members(body),
            ['{', ..] => JsonMembers(body),
            _ => null,
        };
        return members is not null
            && members.TryGetValue("ERRORCODE", out var text)
            && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var code)
            ? new(code, members.GetValueOrDefault("ERRORMESSAGE", ""), members.GetValueOrDefault("CALLID", "").Trim())
            : null;
    }

    private static Dictionary<string, string>? JsonMembers(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            var members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                members[property.Name] = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString() ?? "",
                    JsonValueKind.Null => "",
                    _ => property.Value.GetRawText(),
                };
            }

            return members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
