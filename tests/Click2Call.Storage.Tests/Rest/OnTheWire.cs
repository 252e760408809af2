using Click2Call.Storage.Rest;
using Click2Call.Testing;

namespace Click2Call.Storage.Tests.Rest;

/// <summary>Tests in which a <see cref="Wire"/> plays the service. Each ends by checking that every registered answer was asked for.</summary>
public abstract class OnTheWire : IDisposable
{
    private protected Wire Service { get; } = new();

    protected ManualClock Clock { get; } = new();

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected ITable Table => Service.Account(Clock).Table("Calls");

    protected IQueue Queue => Service.Account(Clock).Queue("call-alarms");

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Service.Dispose();
        Service.NothingLeft();
    }
}
