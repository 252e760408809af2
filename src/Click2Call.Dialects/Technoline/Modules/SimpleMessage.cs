namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>Plays and goes on with the next module. Nothing comes back.</summary>
public sealed record SimpleMessage : Module
{
    /// <summary>A message.</summary>
    public SimpleMessage(IReadOnlyList<AudioItem> files) => Files = ModuleRules.Files(files, needed: true);

    /// <summary>What is heard.</summary>
    public IReadOnlyList<AudioItem> Files { get; }
}
