namespace Click2Call.EndToEnd.Tests;

/// <summary>The tests of what is counted in seconds or requests: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietCollection
{
    public const string Name = "Quiet";
}
