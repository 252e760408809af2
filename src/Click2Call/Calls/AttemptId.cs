using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Click2Call.Calls;

/// <summary>
/// One dial of one call: the call's id, a dash and the attempt's number from 1. It is what we hand to phone systems
/// that take an id of ours, and what they echo in their events.
/// </summary>
/// <param name="Call">The call.</param>
/// <param name="Number">The attempt, from 1.</param>
public readonly record struct AttemptId(CallId Call, int Number)
{
    /// <summary>Reads <c>{call id}-{n}</c>, the call id in either form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AttemptId id)
    {
        id = default;
        var dash = text?.LastIndexOf('-') ?? -1;
        if (dash < 32
            || !CallId.TryParse(text![..dash], out var call)
            || !int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1)
        {
            return false;
        }

        id = new(call, number);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Call}-{Number}");
}
