using Microsoft.AspNetCore.Routing.Patterns;

namespace Click2Call.Hosting.Catalog;

/// <summary>
/// Every function, declared once. The endpoints of the custom handler, the <c>function.json</c> files, and the polling
/// loops and timers of the stand-alone host all come from here.
/// </summary>
public sealed class FunctionCatalog
{
    private readonly List<HttpFunction> _http = [];
    private readonly List<QueueFunction> _queues = [];
    private readonly List<TimerFunction> _timers = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The functions that answer HTTP requests.</summary>
    public IReadOnlyList<HttpFunction> Http => _http;

    /// <summary>The functions that work queues off.</summary>
    public IReadOnlyList<QueueFunction> Queues => _queues;

    /// <summary>The functions that the clock calls.</summary>
    public IReadOnlyList<TimerFunction> Timers => _timers;

    /// <summary>Declares a function that answers HTTP requests.</summary>
    /// <exception cref="ArgumentException">A name, method or route that one of the hosts would not take.</exception>
    public void Add(HttpFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        CheckHttp(function);
        CheckApart(_queues.Select(queue => queue.Name).Concat(_timers.Select(timer => timer.Name)), [function]);
        Claim(function.Name);
        _http.Add(function);
    }

    /// <summary>Declares a function that works a queue off.</summary>
    /// <exception cref="ArgumentException">A name that is taken or that one of the hosts would not take.</exception>
    public void Add(QueueFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (_queues.Exists(queue => queue.Queue == function.Queue))
            throw new ArgumentException($"Queue '{function.Queue}' is worked off by another function already.", nameof(function));
        CheckApart([function.Name], _http);
        Claim(function.Name);
        _queues.Add(function);
    }

    /// <summary>Declares a function that the clock calls.</summary>
    /// <exception cref="ArgumentException">A name that is taken, or a schedule that is none.</exception>
    public void Add(TimerFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Schedule.Parse(function.Schedule);
        CheckApart([function.Name], _http);
        Claim(function.Name);
        _timers.Add(function);
    }

    private void Claim(string name)
    {
        FunctionName.Check(name);
        if (!_names.Add(name))
            throw new ArgumentException($"There are two functions named '{name}'.", nameof(name));
    }

    private void CheckHttp(HttpFunction function)
    {
        if (function.Route.StartsWith('/') || function.Route.Split('/')[0].Equals("admin", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{function.Name}: a route has no slash in front, and /admin is the Functions host's.", nameof(function));
        if (function.Methods.Count == 0 || function.Methods.Any(method => method.Any(char.IsAsciiLetterLower)))
            throw new ArgumentException($"{function.Name}: methods are named, in upper case.", nameof(function));
        RoutePatternFactory.Parse(function.Route);
        var twin = _http.Find(other => other.Route.Equals(function.Route, StringComparison.OrdinalIgnoreCase) && other.Methods.Intersect(function.Methods).Any());
        if (twin is not null)
            throw new ArgumentException($"{function.Name} and {twin.Name} have the same route and method.", nameof(function));
    }

    /// <summary>
    /// The Functions host posts queue messages and timer ticks to <c>/{name}</c>, and it forwards a visitor's request with
    /// its path as it is. So no HTTP function may accept a POST whose path can be such a name: it would let a visitor in.
    /// </summary>
    private static void CheckApart(IEnumerable<string> inner, IReadOnlyList<HttpFunction> http)
    {
        foreach (var name in inner)
        {
            var door = http.FirstOrDefault(function => function.Methods.Contains(HttpMethods.Post) && CanBe(function.Route, name));
            if (door is not null)
                throw new ArgumentException($"The route '{door.Route}' of {door.Name} would let a visitor post to {name}, which is for the Functions host alone.");
        }
    }

    private static bool CanBe(string route, string name)
    {
        var segments = RoutePatternFactory.Parse(route).PathSegments;
        if (segments.Count == 0 || !segments.Skip(1).All(CanBeEmpty))
            return false;
        return segments[0].Parts is not [RoutePatternLiteralPart literal] || literal.Content.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static bool CanBeEmpty(RoutePatternPathSegment segment) =>
        segment.Parts is [RoutePatternParameterPart { IsOptional: true } or RoutePatternParameterPart { IsCatchAll: true }];
}
