using System.Globalization;

namespace Click2Call.Testing;

/// <summary>Israeli mobile numbers in national form, each given once.</summary>
public sealed class MobileNumbers
{
    private const int OfOnePrefix = 800;
    private static readonly int[] Prefixes = [54, 50, 52, 53, 58];
    private int _given;

    /// <summary>One that nobody was given before.</summary>
    /// <param name="behaviour">The last four digits, which say what the simulator's phone does.</param>
    /// <exception cref="InvalidOperationException">All 4,000 were given.</exception>
    public string Next(string behaviour)
    {
        var next = Interlocked.Increment(ref _given) - 1;
        return next < Prefixes.Length * OfOnePrefix
            ? string.Create(CultureInfo.InvariantCulture, $"0{Prefixes[next / OfOnePrefix]}{200 + (next % OfOnePrefix)}{behaviour}")
            : throw new InvalidOperationException($"All {Prefixes.Length * OfOnePrefix} numbers were given.");
    }
}
