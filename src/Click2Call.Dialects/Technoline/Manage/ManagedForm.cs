namespace Click2Call.Dialects.Technoline.Manage;

/// <summary>A kind of node, and the inputs that it has.</summary>
/// <param name="Type">The kind: <c>menu</c> (the account itself), <c>extension</c>, <c>group</c>, <c>hours</c> or <c>api</c> (a flow).</param>
/// <param name="Name">What people call it.</param>
/// <param name="Prefix">How the ids of its nodes begin.</param>
/// <param name="Fields">Its inputs, in their order.</param>
internal sealed record ManagedForm(string Type, string Name, string Prefix, IReadOnlyList<string> Fields)
{
    /// <summary>Whether people make and remove nodes of the kind.</summary>
    public bool Creatable { get; init; } = true;

    /// <summary>Whether it has system messages.</summary>
    public bool Messages { get; init; }

    /// <summary>Whether it has a secret address that can be renewed.</summary>
    public bool Address { get; init; }

    /// <summary>The permission rules that it knows.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}
