using Microsoft.Extensions.Logging;

namespace Click2Call.Events;

/// <summary>
/// Remembers since when an endpoint takes nothing, and switches off one that has taken nothing for a day and of whose
/// deliveries five were given up. Written when something changes, not with every delivery.
/// </summary>
internal sealed partial class EndpointWatch(IEndpointBook book, TimeProvider time, ILogger logger)
{
    /// <summary>So many deliveries in a row must have been given up.</summary>
    public const int GivenUpInARow = 5;

    /// <summary>It takes again, or still.</summary>
    public async Task Delivered(string account, EventEndpoint endpoint, CancellationToken cancellation)
    {
        if (endpoint.Health.FailingSince is not null && endpoint.Health.SwitchedOffAt is null)
            await book.SaveHealth(account, endpoint, EndpointHealth.Well, cancellation);
    }

    /// <summary>It wants no more.</summary>
    public Task Gone(string account, EventEndpoint endpoint, CancellationToken cancellation) =>
        SwitchOff(account, endpoint, endpoint.Health, "It answered 410 Gone.", cancellation);

    /// <summary>It did not take something.</summary>
    public async Task Failed(string account, EventEndpoint endpoint, string problem, bool givenUp, CancellationToken cancellation)
    {
        if (!givenUp && endpoint.Health.FailingSince is not null)
            return;

        // The copy in memory can be seconds old; a success in between must count.
        var now = time.GetUtcNow();
        var health = await book.HealthOf(account, endpoint, cancellation);
        if (health.SwitchedOffAt is not null)
            return;
        var worse = health with { FailingSince = health.FailingSince ?? now, GivenUp = health.GivenUp + (givenUp ? 1 : 0) };
        if (worse.GivenUp >= GivenUpInARow && now - worse.FailingSince >= RetryTimes.Lifetime)
        {
            await SwitchOff(
                account, endpoint, worse, $"Nothing was taken since {worse.FailingSince:yyyy-MM-dd HH:mm} UTC, and {worse.GivenUp} deliveries were given up. The last: {problem}", cancellation);
        }
        else if (worse != health)
        {
            await book.SaveHealth(account, endpoint, worse, cancellation);
        }
    }

    private async Task SwitchOff(string account, EventEndpoint endpoint, EndpointHealth health, string reason, CancellationToken cancellation)
    {
        await book.SaveHealth(account, endpoint, health with { SwitchedOffAt = time.GetUtcNow(), Reason = reason }, cancellation);
        Log.SwitchedOff(logger, account, endpoint.Id, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1611, LogLevel.Warning, "Account {Account}: the endpoint {Endpoint} was switched off. {Reason}")]
        public static partial void SwitchedOff(ILogger logger, string account, string endpoint, string reason);
    }
}
