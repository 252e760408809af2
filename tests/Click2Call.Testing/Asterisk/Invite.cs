namespace Click2Call.Testing.Asterisk;

/// <summary>An INVITE as a phone received it.</summary>
/// <param name="Number">The number that was called.</param>
/// <param name="Message">The request line and all headers.</param>
public sealed record Invite(string Number, string Message)
{
    /// <summary>Every line of a header.</summary>
    public IEnumerable<string> Header(string name) => Message.Split('\n')
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim());
}
