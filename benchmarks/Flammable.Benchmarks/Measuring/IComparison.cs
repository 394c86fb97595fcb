using Flammable.Benchmarks.Fixtures;

namespace Flammable.Benchmarks.Measuring;

/// <summary>One of the figures that Flammable is held to, measured beside what it is compared with.</summary>
internal interface IComparison
{
    /// <summary>What the comparison is called on the command line.</summary>
    string Name { get; }

    /// <summary>Builds what is needed, measures, and gives the rows of the table.</summary>
    /// <param name="folder">A folder to work in. It stays until all comparisons are done: a disk that has many files to forget is slow.</param>
    IEnumerable<Figure> Measure(TemporaryFolder folder);
}
