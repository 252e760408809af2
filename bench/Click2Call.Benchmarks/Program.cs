using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Click2Call.Benchmarks.Numbers;

// dotnet run -c Release --project bench/Click2Call.Benchmarks -- --filter '*Numbers*'
// dotnet run -c Release --project bench/Click2Call.Benchmarks -- numbers-cold
if (args is ["numbers-cold", ..])
    return NumbersCold.Run(args);

// In process: the generated project of the default toolchain would have to obey this repository's build rules.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default));
return 0;
