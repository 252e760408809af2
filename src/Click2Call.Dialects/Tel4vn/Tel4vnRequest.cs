using Click2Call.Calls;
using Click2Call.Dialects.Http;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;

namespace Click2Call.Dialects.Tel4vn;

/// <summary>Writes an order as a request of the dialect.</summary>
internal sealed record Tel4vnRequest(HttpMethod Method, Uri Address, byte[]? Body)
{
    private const string Customer = "customer_id";

    /// <summary>The request, or why the dialect can't say it.</summary>
    public static Tel4vnRequest? Write(LineSettings settings, DialOrder dial, out DialReadiness.NotReady? cannot)
    {
        var order = dial.Order;
        cannot = null;
        if (order.Kind != CallKind.Bridge || order is not { First.Destination: ExtensionDestination agent, Second.Destination: { } second })
        {
            cannot = new(CallOutcome.LineRefused, "This phone system rings an extension first and then connects it with a number.");
            return null;
        }

        if (Text(settings, second) is not { } target)
        {
            cannot = new(CallOutcome.TargetUnreachable, "This phone system connects to phone numbers and extensions.");
            return null;
        }

        if (!Tel4vnOptions.IsV2(settings))
            return new(HttpMethod.Get, UrlEncoded.WithQuery(Tel4vnOptions.Address(settings, Path(settings)), Fields(order, agent.Number, target)), null);
        if (order.Hotline is not null)
        {
            // Another trunk shows another number and costs another price; the operator should know.
            cannot = new(CallOutcome.LineRefused, "With api=v2 the line can't choose the hotline.");
            return null;
        }

        return new(HttpMethod.Post, Tel4vnOptions.Address(settings, "v2/click2call"), Json(dial, agent.Number, target));
    }

    /// <summary>The request, ready to be sent once; the token in its header and never in the address.</summary>
    public HttpRequestMessage Sign(string token)
    {
        var request = new HttpRequestMessage(Method, Address);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (Body is not null)
            request.Content = new ByteArrayContent(Body) { Headers = { ContentType = new("application/json") } };
        return request;
    }

    private static string Path(LineSettings settings) => Tel4vnOptions.IsSync(settings) ? "v1/click2call" : "v1/click2call/async";

    private static List<NameValue> Fields(CallOrder order, string agent, string target)
    {
        List<NameValue> fields = [new("ext", agent), new("phone", target)];
        Add(fields, "src_cid_name", order.First.Shows?.Name);
        Add(fields, "src_cid_number", order.First.Shows?.Number);
        Add(fields, "dest_cid_name", order.Second?.Shows?.Name);
        Add(fields, "dest_cid_number", order.Second?.Shows?.Number);
        Add(fields, "auto_answer", order.First.AutoAnswer ? "true" : null);
        Add(fields, "hotline", order.Hotline);
        Add(fields, Customer, CustomerOf(order));
        if (order.Front == Tel4vnDialect.DialectName)
            fields.AddRange(order.Extra.HandedOn(Tel4vnOrder.IsOwn));
        return fields;
    }

    // The customer's id comes back in the call's record; where the order names none, ours tells which call it was.
    private static byte[] Json(DialOrder dial, string agent, string target) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", CustomerOf(dial.Order) ?? dial.Attempt.ToString());
        json.WriteString("mobile", target);
        json.WriteString("agent", agent);
        json.WriteEndObject();
    }).ToArray();

    private static string? CustomerOf(CallOrder order) =>
        order.Variables.FirstOrDefault(variable => variable.Name.Equals(Customer, StringComparison.OrdinalIgnoreCase))?.Value;

    private static string? Text(LineSettings settings, Destination destination) => destination switch
    {
        PhoneDestination { Number: { Region: "VN" } number } when !Tel4vnOptions.IsE164(settings) => number.ToLocal(),
        PhoneDestination or ExtensionDestination => destination.Dialable,
        _ => null,
    };

    private static void Add(List<NameValue> fields, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            fields.Add(new(name, value));
    }
}
