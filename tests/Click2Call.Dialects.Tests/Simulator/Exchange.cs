using Click2Call.Calls;
using Click2Call.Dialects.Simulator;
using Click2Call.Lines;
using Click2Call.Numbers;
using Click2Call.Orders;
using Click2Call.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Click2Call.Dialects.Tests.Simulator;

/// <summary>A simulated phone system on a clock that only moves when told, and an ear for what it tells.</summary>
internal sealed class Exchange : ICallEvents, IDisposable
{
    private readonly SemaphoreSlim _heard = new(0);
    private readonly SimulatorDialect _dialect;
    private readonly LineSettings _settings;

    public Exchange(ISimulatorMemory? memory = null, ManualClock? clock = null, params (string Name, string Value)[] options)
    {
        Clock = clock ?? new ManualClock();
        Memory = memory ?? new SimulatorMemory();
        Switch = new(Memory, Clock);
        _dialect = new(Switch);
        _settings = new() { Id = "main", Dialect = "simulator", Options = options.ToDictionary(o => o.Name, o => o.Value) };
        Line = _dialect.Open("acme", _settings);
        Events = new(Switch, this, Clock, NullLogger<SimulatorEvents>.Instance);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ManualClock Clock { get; }

    public ISimulatorMemory Memory { get; }

    public SimulatorExchange Switch { get; }

    public IPhoneLine Line { get; }

    public SimulatorEvents Events { get; }

    public List<LineEvent> Heard { get; } = [];

    public Exception? Deaf { get; set; }

    public IEnumerable<string> Problems => _dialect.Check(_settings);

    public AttemptId NewAttempt() => new(CallId.New(Clock), 1);

    public static CallOrder Order(string first, string? second, CallKind kind = CallKind.Bridge) => new()
    {
        Account = "acme",
        Front = "test",
        Intent = CallIntent.Direct,
        Kind = kind,
        First = new(LegRole.Agent, To(first)) { Shows = new("Dana", "+972500000101") },
        Second = second is null ? null : new(LegRole.Target, To(second)) { RingTime = TimeSpan.FromSeconds(45) },
    };

    public async Task<IReadyDial> Ready(AttemptId attempt, CallOrder order) =>
        Assert.IsType<DialReadiness.Ready>(await Line.GetReady(new(attempt, order), Ct)).Dial;

    public async Task<AttemptId> Place(string first, string? second, CallKind kind = CallKind.Bridge)
    {
        var attempt = NewAttempt();
        Assert.IsType<DialResult.Accepted>(await (await Ready(attempt, Order(first, second, kind))).Send(Ct));
        return attempt;
    }

    public async Task<SimulatedCall> Find(AttemptId attempt) => (await Switch.Find(attempt, Ct))!;

    public async Task<SimulatedMoment> Now(AttemptId attempt) => (await Find(attempt)).At(Clock.GetUtcNow());

    public void Wait(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose() => _heard.Dispose();

    public async Task HearNext() => Assert.True(await _heard.WaitAsync(TimeSpan.FromSeconds(30), Ct));

    public Task<Heard> Hear(LineEvent told, CancellationToken cancellation)
    {
        if (Deaf is not null)
            throw Deaf;
        lock (Heard)
        {
            Heard.Add(told);
        }

        _heard.Release();

        return Task.FromResult(Calls.Heard.Applied);
    }

    // What the phone system sees is the text that is dialled; an extension carries any.
    private static Destination To(string dialled) =>
        dialled.StartsWith("sip:", StringComparison.Ordinal) ? new SipDestination(dialled) : new ExtensionDestination(dialled);
}
