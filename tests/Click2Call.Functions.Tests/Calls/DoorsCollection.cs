namespace Click2Call.Functions.Tests.Calls;

/// <summary>The tests that share one running app, one after the other: some put its clock forward.</summary>
[CollectionDefinition(Name)]
public sealed class DoorsCollection : ICollectionFixture<Doors>
{
    public const string Name = "The app's HTTP doors";
}

/// <summary>The tests of a promise that is counted in seconds: they have an app of their own, and the machine to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietDoorsCollection : ICollectionFixture<Doors>
{
    public const string Name = "The app's HTTP doors, with nothing beside them";
}
