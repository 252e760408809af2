using Click2Call.Http;

namespace Click2Call.Functions.Calls;

/// <summary>Checks the texts of a request to the native API: how long they are, and that none can break a header or a row of a phone system.</summary>
internal static class PlaceTexts
{
    // A language tag has at most 35 characters (RFC 5646, section 4.4.1).
    private const int LongestLanguage = 35;
    private const string NoControl = "It may hold no line breaks and no other control characters.";

    /// <summary>The problem that names the field, or null when all is well.</summary>
    public static Problem? Problem(PlaceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OfLead(request.Lead)
            ?? OfVariables(request.Variables)
            ?? OfDisplay("agentSees", request.AgentSees)
            ?? OfDisplay("targetSees", request.TargetSees)
            ?? (request.Language is not { } language ? null
                : language.Length > LongestLanguage ? Problems.Field("language", $"A language tag has at most {LongestLanguage} characters.")
                : HasControl(language) ? Problems.Field("language", NoControl)
                : null);
    }

    private static Problem? OfLead(LeadRequest? lead)
    {
        if (lead is null)
            return null;
        if (HasNull(lead.Fields))
            return Problems.Field("lead", "Every field has a text.");
        if (Length(lead.Name, lead.Email, lead.Message, lead.Page) + Length(lead.Fields) > 20_000)
            return Problems.Field("lead", "All of it together has at most 20,000 characters.");
        if (HasControl(lead.Name) || HasControl(lead.Email) || HasControl(lead.Page))
            return Problems.Field("lead", "Name, e-mail address and page may hold no line breaks and no other control characters.");
        return IsBroken(lead.Message) || lead.Fields?.Any(field => HasControl(field.Key) || IsBroken(field.Value)) == true
            ? Problems.Field("lead", "It may hold line breaks and tabs, but no other control characters.")
            : null;
    }

    private static Problem? OfVariables(IReadOnlyDictionary<string, string?>? variables)
    {
        if (variables is null)
            return null;
        if (HasNull(variables))
            return Problems.Field("variables", "Every variable has a text.");
        if (variables.Count > 50 || Length(variables) > 8_000)
            return Problems.Field("variables", "At most 50, with 8,000 characters in all.");
        return variables.Any(variable => HasControl(variable.Key) || HasControl(variable.Value)) ? Problems.Field("variables", NoControl) : null;
    }

    private static Problem? OfDisplay(string field, ShowsRequest? shows) =>
        shows is null ? null
        : Length(shows.Name, shows.Number) > 200 ? Problems.Field(field, "At most 200 characters.")
        : HasControl(shows.Name) || HasControl(shows.Number) ? Problems.Field(field, NoControl)
        : null;

    private static bool HasNull(IReadOnlyDictionary<string, string?>? pairs) => pairs?.Values.Contains(null) == true;

    private static bool HasControl(string? text) => text?.Any(char.IsControl) == true;

    private static bool IsBroken(string? text) => text?.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) == true;

    private static int Length(params ReadOnlySpan<string?> texts)
    {
        var length = 0;
        foreach (var text in texts)
            length += text?.Length ?? 0;
        return length;
    }

    private static int Length(IReadOnlyDictionary<string, string?>? pairs) => pairs?.Sum(pair => pair.Key.Length + pair.Value!.Length) ?? 0;
}
