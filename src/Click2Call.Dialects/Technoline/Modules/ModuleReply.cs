using System.Text.Encodings.Web;
using System.Text.Json;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>What the phone system is answered: one module, or a chain that it executes in order before it asks again.</summary>
public sealed class ModuleReply
{
    // Hebrew as itself: the vendor's own examples are unescaped UTF-8.
    private static readonly ModuleJson Json = new(new JsonSerializerOptions(ModuleJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private ModuleReply(IReadOnlyList<Module> modules) => Modules = modules;

    /// <summary>The modules, in order; at least one.</summary>
    public IReadOnlyList<Module> Modules { get; }

    /// <summary>
    /// A reply. Names differ, nothing stands behind a module that ends the flow, a charge stands alone, and there is at
    /// least one (Technoline API Module Documentation, Chaining Commands and creditCard).
    /// </summary>
    /// <exception cref="ArgumentException">The phone system would not do what was meant.</exception>
    public static ModuleReply Of(params IReadOnlyList<Module> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        if (modules.Count == 0)
            throw new ArgumentException("A reply has a module.", nameof(modules));
        if (modules.Take(modules.Count - 1).Any(module => module.IsLast))
            throw new ArgumentException("Nothing comes behind a jump or a hang-up.", nameof(modules));
        if (modules.Count > 1 && modules.Any(module => module is CreditCard))
            throw new ArgumentException("A charge stands alone.", nameof(modules));
        var names = modules.Select(module => module.Name).OfType<string>().ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            throw new ArgumentException("Two modules of a chain share a name; one result would overwrite the other.", nameof(modules));
        return new ModuleReply([.. modules]);
    }

    /// <summary>The JSON: an object for one module, an array for several.</summary>
    public string ToJson() => Modules is [var only]
        ? JsonSerializer.Serialize(only, Json.Module)
        : $"[{string.Join(',', Modules.Select(module => JsonSerializer.Serialize(module, Json.Module)))}]";

    /// <inheritdoc/>
    public override string ToString() => ToJson();
}
