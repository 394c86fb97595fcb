namespace Flammable.Tests.Training;

/// <summary>The line y = slope · x + intercept.</summary>
public sealed class Line
{
    public double Slope { get; set; }

    public double Intercept { get; set; }
}
