using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CnnGen.Benchmarks.Micro;

namespace CnnGen.Benchmarks.Commands;

/// <summary><c>micro</c>: single kernels and LeNet-5 under BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    private const string Artifacts = "artifacts/micro";
    private const int WarmUps = 3;
    private const int Iterations = 15;

    /// <summary>Runs benchmarks.</summary>
    /// <param name="filters">Patterns of their names; all where there are none.</param>
    /// <returns>Whether any was run.</returns>
    public static bool Run(string[] filters)
    {
        // In this process: BenchmarkDotNet's own way is a project that would compile all networks once more, for every run.
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(WarmUps).WithIterationCount(Iterations))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(JsonExporter.Full)
            .WithArtifactsPath(Artifacts);
        return BenchmarkSwitcher
            .FromTypes([typeof(KernelBenchmarks), typeof(NetworkBenchmarks)])
            .Run(["--filter", .. filters.DefaultIfEmpty("*")], config)
            .Any(summary => !summary.HasCriticalValidationErrors && summary.Reports.Length > 0);
    }
}
