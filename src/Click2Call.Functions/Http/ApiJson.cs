using System.Text.Encodings.Web;
using System.Text.Json;
using Click2Call.Functions.Agents;
using Click2Call.Functions.Calls;
using Click2Call.Functions.Events;
using Click2Call.Functions.Leads;

namespace Click2Call.Http;

/// <summary>Writers of JSON answers. Names in any script are written as they are: an answer is never part of a page.</summary>
internal static class ApiJson
{
    public static readonly ProblemJson Problem = new(Relaxed(ProblemJson.Default.Options));

    public static readonly CallTextJson Calls = new(Relaxed(CallTextJson.Default.Options));

    public static readonly AgentTextJson Agents = new(Relaxed(AgentTextJson.Default.Options));

    public static readonly DoNotCallJson DoNotCall = new(Relaxed(DoNotCallJson.Default.Options));

    public static readonly EventTextJson Events = new(Relaxed(EventTextJson.Default.Options));

    public static readonly LeadStatusJson Leads = new(Relaxed(LeadStatusJson.Default.Options));

    private static JsonSerializerOptions Relaxed(JsonSerializerOptions options) => new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
