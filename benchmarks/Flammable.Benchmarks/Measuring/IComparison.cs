namespace Flammable.Benchmarks.Measuring;

/// <summary>One of the figures that Flammable is held to, measured beside what it is compared with.</summary>
internal interface IComparison
{
    /// <summary>What the comparison is called on the command line.</summary>
    string Name { get; }

    /// <summary>Builds what is needed in a temporary folder, measures, and gives the rows of the table.</summary>
    IEnumerable<Figure> Measure();
}
