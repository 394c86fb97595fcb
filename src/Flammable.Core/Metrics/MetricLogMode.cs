namespace Flammable.Metrics;

/// <summary>What a logger makes of the values of an epoch.</summary>
public enum MetricLogMode
{
    /// <summary>Their mean.</summary>
    Average,

    /// <summary>Each of them, in the order of their logging.</summary>
    All,
}
