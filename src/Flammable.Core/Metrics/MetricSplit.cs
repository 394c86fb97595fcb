namespace Flammable.Metrics;

/// <summary>The parts of a run that have series of their own.</summary>
public enum MetricSplit
{
    /// <summary>The training.</summary>
    Train,

    /// <summary>The validation during training.</summary>
    Validation,

    /// <summary>The test.</summary>
    Test,
}
