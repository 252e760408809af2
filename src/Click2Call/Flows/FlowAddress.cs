using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Click2Call.Accounts;

namespace Click2Call.Flows;

/// <summary>
/// The address of a flow, which is entered at the phone system: <c>/module/{account}.{flow}.{secret}</c>. The phone system
/// has no other credential to show (PBX Documentation Center, "No apiKey").
/// </summary>
/// <param name="Account">The account's id.</param>
/// <param name="Flow">The flow's id in the account.</param>
/// <param name="Secret">What makes it private.</param>
public sealed record FlowAddress(string Account, string Flow, string Secret)
{
    /// <summary>A new one.</summary>
    public static FlowAddress New(string account, string flow) => new(account, flow, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));

    /// <summary>Reads the part after <c>/module/</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? token, [NotNullWhen(true)] out FlowAddress? address)
    {
        address = token?.Split('.') is [var account, var flow, { Length: > 0 and <= 128 } secret] && AccountId.IsValid(account) && PartId.IsValid(flow)
            ? new(account, flow, secret)
            : null;
        return address is not null;
    }

    /// <summary>The path.</summary>
    public string Path => $"/module/{Account}.{Flow}.{Secret}";

    /// <summary>Without the secret: records print themselves into logs.</summary>
    public override string ToString() => $"{Account}.{Flow}";
}
