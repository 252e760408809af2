using System.Collections.Frozen;

namespace Click2Call.Crm.Leads;

/// <summary>What people call the fields of their forms, where nothing says which is which: letters only, lower case. The best guess stands first.</summary>
internal static class FieldGuess
{
    /// <summary>The guesses by part.</summary>
    public static FrozenDictionary<string, string[]> ByPart { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["phone"] = ["mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "phone", "phonenumber", "telephone", "tel", "telnumber",
            "yourphone", "yourtel", "yourmobile", "contactnumber", "contactphone", "worknumber", "workphone", "businessphone", "homephone", "from", "whatsapp"],
        ["name"] = ["name", "fullname", "yourname", "contactname", "displayname", "profilename", "callername"],
        ["first"] = ["firstname", "givenname", "fname"],
        ["last"] = ["lastname", "surname", "familyname", "lname"],
        ["email"] = ["email", "emailaddress", "youremail", "mail"],
        ["country"] = ["country", "countrycode", "countryname", "fromcountry"],
        ["message"] = ["message", "yourmessage", "comments", "comment", "description", "question", "notes", "text"],
        ["page"] = ["page", "pageurl", "sourceurl", "url", "referrer"],
        ["event"] = ["eventid", "leadid", "entryid", "submissionid", "deliveryid", "messageid"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A field's name as it is compared: letters and digits only, lower case.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
