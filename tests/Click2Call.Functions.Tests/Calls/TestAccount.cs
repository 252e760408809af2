namespace Click2Call.Functions.Tests.Calls;

/// <summary>An account of one test.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">A key that opens everything.</param>
internal sealed record TestAccount(string Id, string Key)
{
    /// <summary>The path of its public form.</summary>
    public string Form => $"/leads/{Id}.website";
}
