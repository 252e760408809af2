using Click2Call.Hosting.Start;
using Click2Call.Lines;

namespace Click2Call.Verbs;

/// <summary>Says what is wrong with a line: its settings, and what its phone system answers. Rings nobody.</summary>
/// <param name="output">Where results go; null is the console.</param>
internal sealed class LinesCheck(TextWriter? output) : AccountVerb(output)
{
    public LinesCheck()
        : this(null)
    {
    }

    public override string Name => "lines check";

    public override string Usage => "ACCOUNT.LINE   says what is wrong with a line and its phone system, and rings nobody; exit code 1 when something is";

    protected override Func<IServiceProvider, CancellationToken, Task<int>> Prepare(IReadOnlyList<string> args)
    {
        if (args is not [var name])
            throw new ArgumentException("One line is needed, such as demo.main.");
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return (services, cancellation) => Check(services, dot < 0 ? name : name[..dot], dot < 0 ? null : name[(dot + 1)..], cancellation);
    }

    private async Task<int> Check(IServiceProvider services, string account, string? line, CancellationToken cancellation)
    {
        var found = await Find(services, account, cancellation);
        if (found.FindLine(line) is not { } settings)
            throw new StartUpException($"The account '{account}' has no line '{line}'; it has {string.Join(", ", found.Lines.Select(each => each.Id))}.");
        if (services.GetServices<IDialect>().FirstOrDefault(each => each.Name == settings.Dialect) is not { } dialect)
            throw new StartUpException($"There is no dialect '{settings.Dialect}'.");

        List<LineFinding> findings = [.. dialect.Check(settings).Select(problem => new LineFinding(false, problem))];
        if (findings.Count == 0)
        {
            var opened = dialect.Open(account, settings);
            if (opened is IExaminedLine examined)
                findings.AddRange(await examined.Examine(cancellation));
            else
                findings.Add(await opened.Probe(cancellation) is { } problem ? new(false, problem) : new(true, "The phone system answers."));
        }

        foreach (var (well, text) in findings)
            await Out.WriteLineAsync($"{(well ? "ok   " : "WRONG")} {text}");
        var wrong = findings.Count(finding => !finding.Well);
        await Out.WriteLineAsync(wrong == 0 ? $"The line {account}.{settings.Id} is in order." : $"The line {account}.{settings.Id} has {wrong} problem{(wrong == 1 ? "" : "s")}.");
        return wrong == 0 ? 0 : 1;
    }
}
