namespace Click2Call.Lines;

/// <summary>A line that can look deeper into its phone system than <see cref="IPhoneLine.Probe"/>, for the operator who sets it up.</summary>
public interface IExaminedLine
{
    /// <summary>Goes through the phone system's configuration. Rings nobody.</summary>
    /// <returns>What is well and what is not, in the order in which it should be mended.</returns>
    Task<IReadOnlyList<LineFinding>> Examine(CancellationToken cancellation);
}
