namespace Flammable.Tests.Training;

/// <summary>A point to fit a line to.</summary>
public readonly record struct Point(double X, double Y);
