namespace Flammable.Benchmarks.Measuring;

/// <summary>Repeats measurements. On a busy machine only times that were taken side by side can be compared.</summary>
/// <param name="Count">How many times count.</param>
/// <param name="WarmUps">How many run before them.</param>
internal sealed record Repetitions(int Count, int WarmUps = 3)
{
    /// <summary>The median of one measurement, in milliseconds.</summary>
    /// <param name="measure">Prepares, and gives the time of what is measured.</param>
    public double Median(Func<double> measure) => Clock.Median(Enumerable.Range(0, WarmUps + Count).Select(_ => measure()).Skip(WarmUps));

    /// <summary>The medians of two measurements taken in turns, the first of each turn alternating, in milliseconds.</summary>
    public (double Ours, double Theirs) Medians(Func<double> ours, Func<double> theirs)
    {
        var times = new List<(double Ours, double Theirs)>();
        for (int turn = 0; turn < WarmUps + Count; turn++)
        {
            if (turn % 2 == 0)
            {
                double first = ours();
                times.Add((first, theirs()));
            }
            else
            {
                double first = theirs();
                times.Add((ours(), first));
            }
        }

        return (Clock.Median(times.Skip(WarmUps).Select(time => time.Ours)), Clock.Median(times.Skip(WarmUps).Select(time => time.Theirs)));
    }
}
