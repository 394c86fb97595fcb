using System.Globalization;

namespace Flammable.Bisecting;

/// <summary>Which values of a metric are bad.</summary>
/// <param name="Below">Those below this.</param>
/// <param name="Above">Those above this.</param>
internal sealed record MetricLimit(double? Below, double? Above)
{
    /// <summary>Reads the limit of a request.</summary>
    /// <exception cref="ArgumentException">There is none, or two, or it is no number.</exception>
    public static MetricLimit Of(RegressionRequest request) =>
        request.Below is null == request.Above is null
            ? throw new ArgumentException("One limit is needed, below or above which values are bad.", nameof(request))
            : double.IsNaN(request.Below ?? request.Above!.Value)
            ? throw new ArgumentException("A limit must be a number.", nameof(request))
            : new MetricLimit(request.Below, request.Above);

    /// <summary>Whether a value is bad; NaN always is.</summary>
    public bool IsBad(double value) => double.IsNaN(value) || value < Below || value > Above;

    /// <summary>The limit as <c>below 0.9</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Below is null ? "above" : "below")} {Below ?? Above}");
}
