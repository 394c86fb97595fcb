using BenchmarkDotNet.Attributes;
using Flammable.Benchmarks.Fixtures;
using Flammable.Experiments;

namespace Flammable.Benchmarks.Micro;

/// <summary>The change check of 10,000 files of which none has changed.</summary>
[MemoryDiagnoser]
public class ChangeCheck
{
    private readonly TemporaryFolder _folder = new();
    private Library _library = null!;
    private TrackedFolder _code = null!;

    /// <summary>Trains an experiment of 10,000 files.</summary>
    [GlobalSetup]
    public void Train()
    {
        _code = new TrackedFolder(_folder.At("code"));
        _library = Library.Open(_folder.At("library"));
        _library.Train(new TrainRequest(_code.Path));
    }

    /// <summary>Asks where the folder stands.</summary>
    [Benchmark]
    public ExperimentStatus GetStatus() => _library.GetStatus(_code.Path);

    /// <summary>Removes the experiment.</summary>
    [GlobalCleanup]
    public void Remove() => _folder.Dispose();
}
