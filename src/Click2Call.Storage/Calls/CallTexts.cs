using System.Text.Json;
using Click2Call.Orders;

namespace Click2Call.Storage.Calls;

/// <summary>
/// How the texts of a call's row are read. The same text always says the same; the simulation, which reads the same few
/// a hundred times, remembers what they said.
/// </summary>
/// <param name="Order">Reads what was ordered.</param>
/// <param name="Facts">Reads what was seen.</param>
internal sealed record CallTexts(Func<string, CallOrder> Order, Func<string, CallFacts> Facts)
{
    /// <summary>Reads each text anew: what it says about people is kept nowhere.</summary>
    public static CallTexts Anew { get; } = new(
        static text => JsonSerializer.Deserialize(text, RowJson.Text.CallOrder)!,
        static text => JsonSerializer.Deserialize(text, RowJson.Text.CallFacts)!);
}
