namespace Click2Call.Simulation;

/// <summary>Reads each text once. Storage in memory gives out the very text that was put into it, again and again, and what a text says cannot change.</summary>
internal static class Once
{
    public static Func<string, T> Of<T>(Func<string, T> read)
    {
        Dictionary<string, T> known = new(ReferenceEqualityComparer.Instance);
        return text => known.TryGetValue(text, out var said) ? said : known[text] = read(text);
    }
}
