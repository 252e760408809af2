namespace Click2Call.Intake;

/// <summary>Whose slots they are: a click-to-call's, by its id, or a line's.</summary>
public static class SlotGroup
{
    /// <summary>The group of a line. No click-to-call can be called so: ids have no colon.</summary>
    public static string OfLine(string line) => "line:" + line;
}
