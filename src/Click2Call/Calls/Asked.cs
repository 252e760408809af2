using Click2Call.Lines;

namespace Click2Call.Calls;

/// <summary>Whether the phone system was asked just now what became of an attempt, so that asking again tells nothing new.</summary>
internal enum Asked
{
    /// <summary>Not asked.</summary>
    Not,

    /// <summary>It has told what it can tell, and be it nothing.</summary>
    Told,

    /// <summary>It could not be asked, or has nothing yet: <see cref="LookUp.NotYet"/>.</summary>
    InVain,
}
