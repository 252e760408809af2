using System.Diagnostics.CodeAnalysis;
using System.Text;
using Click2Call.Orders;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Http;

/// <summary>
/// The fields of a request, from wherever they came: query string, urlencoded form, multipart form (text parts only)
/// or a flat JSON object. One ordered collection.
/// </summary>
/// <remarks>
/// <para>A name in the body hides the same name in the query.</para>
/// <para>
/// A name that stands twice in one of them has its values joined by a comma, up to the length of one value. That is what the Azure Functions host
/// does to repeated query values before we see them, and no destination admits a comma: two targets are an error,
/// never a choice of ours.
/// </para>
/// <para>
/// JSON numbers and booleans become their text, null counts as absent, objects and arrays stay as their JSON text. A
/// body that starts with <c>{</c> is read as JSON also when its content type is <c>text/plain</c>, missing or
/// something else that we do not know: clients forget the header.
/// </para>
/// <para>Bytes are UTF-8 or ISO 8859-1, if the content type says so. Percent escapes that are no UTF-8 stay as they were sent.</para>
/// </remarks>
public sealed class RequestFields
{
    private readonly Dictionary<string, int> places;
    private readonly List<NameValue> all = [];

    private RequestFields(StringComparer names) => places = new(names);

    /// <summary>Every field, those of the query first, in their order and with their names as sent.</summary>
    public IReadOnlyList<NameValue> All => all;

    /// <summary>What could not be read; then the collection holds what came before it, so that a front can still find its answer's format.</summary>
    public FieldProblem? Problem { get; private set; }

    /// <summary>The value as sent, or null when there is no such field.</summary>
    public string? this[string name] => places.TryGetValue(name, out var place) ? all[place].Value : null;

    /// <summary>Reads query and body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="names">Whether names differ by case: <see cref="StringComparer.Ordinal"/> or <see cref="StringComparer.OrdinalIgnoreCase"/>.</param>
    /// <param name="cancellation">The caller went away.</param>
    public static async ValueTask<RequestFields> Read(HttpRequest request, FieldLimits limits, StringComparer names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        var body = await RequestBody.Read(request, limits.Body, cancellation);
        return body is { } bytes
            ? Parse(request.QueryString.Value, request.ContentType, bytes, limits, names)
            : new RequestFields(names).WithQuery(request.QueryString.Value, limits)
                .Stop(TooLarge(limits));
    }

    /// <summary>Reads what was received already.</summary>
    /// <param name="query">The query string, with or without its question mark.</param>
    /// <param name="contentType">The header's value.</param>
    /// <param name="body">The body.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="names">Whether names differ by case.</param>
    public static RequestFields Parse(string? query, string? contentType, ReadOnlyMemory<byte> body, FieldLimits limits, StringComparer names)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var fields = new RequestFields(names).WithQuery(query, limits);
        if (fields.Problem is not null || body.IsEmpty)
            return fields;
        var problem = BodyFields.Read(contentType, body, limits, out var found);
        fields.Take(found, limits);
        return problem is null ? fields : fields.Stop(problem);
    }

    /// <summary>
    /// The value as one line without spaces around it; null when it is absent or blank. Line ends and tabs inside become
    /// spaces: names and codes go to phone systems whose protocols end a header with them.
    /// </summary>
    public string? Text(string name)
    {
        if (this[name]?.Trim() is not { Length: > 0 } text)
            return null;
        return text.AsSpan().IndexOfAny('\r', '\n', '\t') < 0 ? text : text.Replace('\r', ' ').Replace('\n', ' ').Replace('\t', ' ');
    }

    /// <summary>
    /// The value of a field that may hold a phone number: as <see cref="Text"/>, and a space before a digit at its
    /// start becomes the <c>+</c> that it was before the sender forgot to encode it.
    /// </summary>
    public string? Number(string name) =>
        this[name] is [' ', >= '0' and <= '9', ..] lost ? "+" + lost.Trim() : Text(name);

    /// <summary>Whether the field is there with something in it.</summary>
    public bool Has(string name, [NotNullWhen(true)] out string? text) => (text = Text(name)) is not null;

    /// <summary>What is more than narrower limits take, where fields were read before it was known whose they are; null: nothing.</summary>
    /// <param name="limits">How much is taken.</param>
    public FieldProblem? Beyond(FieldLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (all.Count > limits.Fields)
            return TooMany(limits);
        if (all.Find(field => field.Value.Length > limits.Value) is { Name: { } name })
            return TooLong(name, limits);
        return all.Sum(field => Encoding.UTF8.GetByteCount(field.Name) + Encoding.UTF8.GetByteCount(field.Value)) > limits.Body ? TooLarge(limits) : null;
    }

    private RequestFields WithQuery(string? query, FieldLimits limits)
    {
        var found = new List<NameValue>();
        UrlEncoded.Read((query ?? "").AsSpan().TrimStart('?'), found, limits.Fields);
        Take(found, limits);
        return this;
    }

    private RequestFields Stop(FieldProblem problem)
    {
        Problem ??= problem;
        return this;
    }

    /// <summary>Adds the fields of one place; they hide those of the place before.</summary>
    private void Take(List<NameValue> found, FieldLimits limits)
    {
        var here = new Dictionary<int, StringBuilder?>();
        foreach (var field in found)
        {
            if (FindProblem(field, limits) is { } problem)
            {
                Stop(problem);
                break;
            }

            if (!places.TryGetValue(field.Name, out var place))
            {
                place = all.Count;
                places.Add(field.Name, place);
                all.Add(field);
                here.Add(place, null);
            }
            else if (!here.TryGetValue(place, out var joined))
            {
                all[place] = field;
                here.Add(place, null);
            }
            else
            {
                joined ??= new StringBuilder(all[place].Value);
                if (joined.Length + 1 + field.Value.Length > limits.Value)
                {
                    Stop(TooLong(field.Name, limits));
                    break;
                }

                here[place] = joined.Append(',').Append(field.Value);
            }
        }

        foreach (var (place, joined) in here)
        {
            if (joined is not null)
                all[place] = all[place] with { Value = joined.ToString() };
        }
    }

    private FieldProblem? FindProblem(NameValue field, FieldLimits limits)
    {
        if (all.Count >= limits.Fields)
            return TooMany(limits);
        if (field.Name.Length > limits.Name)
            return new(StatusCodes.Status400BadRequest, null, $"The name of a field is longer than {limits.Name} characters.");
        if (HasControl(field.Name))
            return new(StatusCodes.Status400BadRequest, null, "The name of a field holds a control character.");
        if (field.Value.Length > limits.Value)
            return TooLong(field.Name, limits);
        return HasControl(field.Value)
            ? new(StatusCodes.Status400BadRequest, field.Name, $"{field.Name} holds a control character.")
            : null;
    }

    private static FieldProblem TooLarge(FieldLimits limits) => new(StatusCodes.Status413PayloadTooLarge, null, $"The body is larger than {limits.Body} bytes.");

    private static FieldProblem TooMany(FieldLimits limits) => new(StatusCodes.Status400BadRequest, null, $"There are more than {limits.Fields} fields.");

    private static FieldProblem TooLong(string name, FieldLimits limits) =>
        new(StatusCodes.Status400BadRequest, name, $"{name} is longer than {limits.Value} characters.");

    private static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c is not ('\r' or '\n' or '\t'))
                return true;
        }

        return false;
    }
}
