using System.Security.Cryptography;
using System.Text;

namespace Click2Call.Flows;

/// <summary>Names one call in one flow.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Flow">The flow's id.</param>
/// <param name="Call">The phone system's id of the call, in whatever form it comes.</param>
public sealed record FlowCallKey(string Account, string Flow, string Call)
{
    /// <summary>A text of 64 hexadecimal digits that no other call has.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Flow + "\n" + Call)));
}
