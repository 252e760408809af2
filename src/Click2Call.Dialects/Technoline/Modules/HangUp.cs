using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Ends the call. One last request comes, with <c>PBXcallStatus=HANGUP</c>.</summary>
public sealed record HangUp : Module
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsLast => true;
}
