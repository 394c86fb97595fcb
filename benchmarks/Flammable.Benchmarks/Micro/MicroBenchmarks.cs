using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Flammable.Benchmarks.Fixtures;

namespace Flammable.Benchmarks.Micro;

/// <summary>The small steps that a run repeats most, measured by BenchmarkDotNet.</summary>
internal static class MicroBenchmarks
{
    /// <summary>Runs them.</summary>
    /// <param name="args">What BenchmarkDotNet's command line understands; all of them where it is empty.</param>
    public static void Run(string[] args)
    {
        using var folder = new TemporaryFolder();
        Isolation.Begin(folder);
        // In this process: BenchmarkDotNet's own projects would be built with this repository's properties.
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Products.Reports);
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], config);
    }
}
