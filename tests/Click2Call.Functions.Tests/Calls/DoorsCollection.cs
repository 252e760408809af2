namespace Click2Call.Functions.Tests.Calls;

/// <summary>The tests that share one running app, one after the other: some put its clock forward.</summary>
[CollectionDefinition(Name)]
public sealed class DoorsCollection : ICollectionFixture<Doors>
{
    public const string Name = "The app's HTTP doors";
}
