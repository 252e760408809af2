using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Click2Call.Benchmarks.Campaigns;
using Click2Call.Benchmarks.Flows;
using Click2Call.Benchmarks.Numbers;
using Click2Call.Benchmarks.Telemetry;

// dotnet run -c Release --project bench/Click2Call.Benchmarks -- --filter '*Numbers*'
// dotnet run -c Release --project bench/Click2Call.Benchmarks -- numbers-cold
// dotnet run -c Release --project bench/Click2Call.Benchmarks -- numbers-speed
// dotnet run -c Release --project bench/Click2Call.Benchmarks -- telemetry-start out/func
// dotnet run -c Release --project bench/Click2Call.Benchmarks -- flow-steps
// dotnet run -c Release --project bench/Click2Call.Benchmarks -- campaign
if (args is ["telemetry-start", var folder])
    return await TelemetryStart.Run(folder);
if (args is ["numbers-cold", ..])
    return NumbersCold.Run(args);
if (args is ["numbers-speed"])
    return NumbersSpeed.Run();
if (args is ["flow-steps"])
    return await FlowSteps.Run();
if (args is ["campaign"])
    return await CampaignRun.Run();

// In process: the generated project of the default toolchain would have to obey this repository's build rules.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default));
return 0;
