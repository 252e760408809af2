using System.Diagnostics;
using System.Globalization;
using Click2Call.Testing;

namespace Click2Call.Faults;

/// <summary>
/// Node-RED with the flow that a careful user writes: http in → http request to the phone system → http response, which
/// thanks the visitor only when the phone system has said OK.
/// </summary>
internal sealed class NodeRedContender(string logs, TimeProvider time) : IContender
{
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(15);
    private static readonly string Source = Path.Combine(RepositoryRoot.Path, "bench", "faults", "node-red");
    private readonly int _port = FreePort.Next();
    private readonly DirectoryInfo _user = Directory.CreateTempSubdirectory("node-red-");
    private Kept? _app;
    private PhoneSystem? _phones;
    private int _placed = -1;
    private long _quietSince;

    public string Name => "Node-RED 4.1.8";

    public Uri Form => At("leads");

    public Uri Up => At("ready");

    public int Kills => _app?.Kills ?? 0;

    public async Task Start(PhoneSystem phones)
    {
        _phones = phones;
        await NpmInstall.Ensure(Source);
        foreach (var file in (string[])["flows.json", "settings.js"])
            File.Copy(Path.Combine(Source, file), Path.Combine(_user.FullName, file));
        _app = new Kept(() => App(phones.Address), Path.Combine(logs, "node-red.log"), time);
        _app.Start();
        await Ready.Until(Up, time);
    }

    public void Kill() => _app!.Kill();

    public Task<bool> CrashStorage() => Task.FromResult(false);

    // It keeps nothing, so a while without a new call is the end.
    public Task<bool> Settled()
    {
        if (_phones!.Placed.Count != _placed)
            (_placed, _quietSince) = (_phones.Placed.Count, time.GetTimestamp());
        return Task.FromResult(time.GetElapsedTime(_quietSince) > Aftermath);
    }

    public Task<int?> Uncertain() => Task.FromResult<int?>(null);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _user.Delete(recursive: true);
    }

    private ProcessStartInfo App(Uri pbx)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Source, "node_modules", "node-red", "red.js"), "--userDir", _user.FullName])
        {
            WorkingDirectory = _user.FullName,
        };
        start.Environment["PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PBX"] = new Uri(pbx, "ForwardDialer/click2call.aspx").AbsoluteUri;
        return start;
    }

    private Uri At(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/{path}"));
}
