using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>Asks a line to get ready; a secret that cannot be had is a line that is not available.</summary>
internal static class Readiness
{
    public static async Task<DialReadiness> Of(IPhoneLine line, DialOrder dial)
    {
        try
        {
            return await line.GetReady(dial, CancellationToken.None);
        }
        catch (SecretUnavailableException problem)
        {
            return new DialReadiness.NotReady(CallOutcome.LineUnavailable, problem.Message);
        }
    }
}
