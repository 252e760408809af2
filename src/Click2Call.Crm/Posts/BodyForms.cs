namespace Click2Call.Crm.Posts;

/// <summary>The forms in which a source sends its body.</summary>
[Flags]
public enum BodyForms
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>JSON: an object or a list.</summary>
    Json = 1,

    /// <summary>Fields of a form, urlencoded or multipart.</summary>
    Form = 2,

    /// <summary>XML, without DTD.</summary>
    Xml = 4,
}
