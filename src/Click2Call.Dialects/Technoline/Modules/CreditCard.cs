using System.Text.Json.Serialization;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>
/// Charges a card. The phone system asks for everything and tells the caller the result; card data never reaches us.
/// <c>OK</c>, <c>ERROR</c> or the processor's word comes back, and <c>CONFIRM_</c> of the name.
/// </summary>
public sealed record CreditCard : Module
{
    /// <summary>A charge.</summary>
    /// <param name="name">The name of its result.</param>
    /// <param name="sum">The sum, two decimals at most; 0: the caller is asked.</param>
    public CreditCard(string name, decimal sum = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Sum = sum is >= 0 and <= 1_000_000 && decimal.Round(sum, 2) == sum
            ? sum
            : throw new ArgumentOutOfRangeException(nameof(sum), sum, "A sum is 0 to 1,000,000 with two decimals at most.");
    }

    /// <summary>What is charged.</summary>
    public decimal Sum { get; }

    /// <summary>Whether the caller confirms the sum.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? SumChangeable { get; init; }

    /// <summary>Whether the security code is asked for.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? Cvv { get; init; }

    /// <summary>Whether the identity number is asked for.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? Tz { get; init; }

    /// <summary>The most instalments; 1: none are offered.</summary>
    public int? Payments { get; init => field = ModuleRules.Range(value, 1, 99); }

    /// <summary>How instalments are billed: <c>regular</c>, <c>keva</c> (a standing order without a hold) or <c>ask</c> (PBX Documentation Center, The 12 Modules).</summary>
    public string? PaymentsMode { get; init => field = value is null ? null : ModuleRules.OneOf(value, "regular", "keva", "ask"); }

    /// <summary>What it is for.</summary>
    public string? Category { get; init => field = value is null ? null : ModuleRules.Short(value, 100); }

    /// <summary>The processor's terminal.</summary>
    public string? Terminal { get; init => field = value is null ? null : ModuleRules.Short(value, 40); }

    /// <summary>Do not announce the sum.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? NoSum { get; init; }

    /// <summary>Do not announce the approval.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? NoSuccess { get; init; }

    /// <summary>Do not announce the confirmation's number.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? NoConfirmation { get; init; }

    /// <summary>Ask again for ever when it fails; there is no key to leave with.</summary>
    [JsonConverter(typeof(YesNoConverter))]
    public bool? NoFailExit { get; init; }
}
