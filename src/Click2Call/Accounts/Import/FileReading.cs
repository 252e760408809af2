namespace Click2Call.Accounts.Import;

/// <summary>What is gathered while a file is read.</summary>
internal sealed class FileReading
{
    /// <summary>What is wrong, in the order in which it was found.</summary>
    public List<Mistake> Mistakes { get; } = [];

    /// <summary>Every property that was looked for, with the kind of object that has it.</summary>
    public HashSet<(string Kind, string Name)> Properties { get; } = [];
}
