using System.Runtime.InteropServices;
using Flammable.Snapshots;

namespace Flammable.Environments;

/// <summary>Records what a training runs on: what is known at once when it starts, the rest beside it.</summary>
internal sealed class EnvironmentRecorder : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly Task<IReadOnlyList<Gpu>> _gpus;

    /// <summary>Begins the record.</summary>
    /// <param name="caller">Who asks for the training, if it is known.</param>
    /// <param name="packages">The versions of the task's packages, by name.</param>
    /// <param name="cancellation">The run's cancellation.</param>
    public EnvironmentRecorder(Caller? caller, IReadOnlyDictionary<string, string> packages, CancellationToken cancellation)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _gpus = NvidiaTool.GetGpusAsync(_end.Token);
        AtStart = new RunEnvironment
        {
            OS = RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            MachineName = Environment.MachineName,
            Cpu = new Cpu(Computer.CpuModel(), Environment.ProcessorCount),
            MemoryBytes = Computer.MemoryBytes(),
            Dotnet = RuntimeInformation.FrameworkDescription,
            Host = caller?.Host,
            Packages = packages,
            Command = caller?.Command,
        };
    }

    /// <summary>What is known when the training starts.</summary>
    public RunEnvironment AtStart { get; }

    /// <summary>The most memory that the task's program has taken, in bytes; <see langword="null"/> where the task is none.</summary>
    public long? ProgramPeakMemory { get; set; }

    /// <summary>All that is known when the training ends. A tool that has not answered yet has a few seconds, or until the run's cancellation.</summary>
    public RunEnvironment AtEnd() => AtStart with
    {
        Gpus = _gpus.GetAwaiter().GetResult(),
        PeakMemoryBytes = ProgramPeakMemory ?? Computer.PeakMemoryBytes(),
    };

    public void Dispose()
    {
        _end.Cancel();
        _gpus.Wait(CancellationToken.None);
        _end.Dispose();
    }
}
