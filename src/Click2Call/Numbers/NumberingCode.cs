namespace Click2Call.Numbers;

/// <summary>The plan of a country code.</summary>
/// <param name="record">The number of its record in <see cref="NumberingPlan"/>, 0 for no such code.</param>
internal readonly struct NumberingCode(ushort record)
{
    /// <summary>Whether there is such a code.</summary>
    public bool Exists => record != 0;

    /// <summary>The region whose rules and formats hold for the code: the US for 1, Russia for 7.</summary>
    public NumberingRegion Main => new(NumberingPlan.U16(At));

    /// <summary>What stands before an extension, <c>" ext. "</c> in most countries.</summary>
    public ReadOnlySpan<byte> ExtensionPrefix => NumberingPlan.Sized(NumberingPlan.Pool(NumberingPlan.U16(At + 6)));

    private int At => NumberingPlan.CodeAt(record);

    /// <summary>The class of a national number, or 0 when it is not valid.</summary>
    public int Classify(ReadOnlySpan<byte> national) => NumberingPlan.Walk(NumberingPlan.U16(At + 2), national);

    /// <summary>The region of a class; null for codes that belong to none.</summary>
    public string? Region(int number) => NumberingPlan.Name(NumberingPlan.U16(Class(number)));

    /// <summary>The type of a class.</summary>
    public NumberType Type(int number) => (NumberType)NumberingPlan.U8(Class(number) + 6);

    /// <summary>Where in the pool the national format of a class is, 0 for none.</summary>
    public int NationalFormat(int number) => NumberingPlan.U16(Class(number) + 2);

    /// <summary>Where in the pool the international format of a class is, 0 for none.</summary>
    public int InternationalFormat(int number) => NumberingPlan.U16(Class(number) + 4);

    private int Class(int number) => NumberingPlan.ClassAt(NumberingPlan.U16(At + 4), number);
}
