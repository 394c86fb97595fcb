using System.Text;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>The source text of tasks.</summary>
internal static class TaskCode
{
    /// <summary>The name of the series in which <see cref="Edited"/> says when it began.</summary>
    public const string StartSeries = "start";

    /// <summary>A task that does nothing.</summary>
    public const string Empty =
        """
        using Flammable;

        public sealed class EmptyTask : FlamTask
        {
            public override void Train()
            {
            }
        }
        """;

    /// <summary>A task that appends values with all their digits to two series.</summary>
    /// <param name="points">How many values.</param>
    public static string Appending(int points) =>
        $$"""
        using Flammable;

        public sealed class AppendingTask : FlamTask
        {
            public override void Train()
            {
                for (int i = 1; i <= {{points}}; i++)
                {
                    Snapshot.Train.Append(i % 2 == 0 ? "loss" : "accuracy", 1.0 / i, i);
                }
            }
        }
        """;

    /// <summary>A task of 100 lines, whose first line of Train stores the time stamp of that moment.</summary>
    /// <param name="edit">Which edit of it.</param>
    public static string Edited(int edit)
    {
        var code = new StringBuilder(
            $$"""
            using System.Diagnostics;
            using Flammable;

            /// <summary>Fits a line to samples that it draws itself.</summary>
            public sealed class EditedTask : FlamTask
            {
                private readonly List<(double X, double Y)> _samples = [];

                [Hyperparameter] public double LearningRate { get; set; } = 0.1;

                [Hyperparameter] public int Epochs { get; set; } = {{edit}} % 7 + 3;

                public override void Train()
                {
                    Snapshot.Train.Store("{{StartSeries}}", Stopwatch.GetTimestamp());
                    Draw(new Random({{edit}}));
                    (double slope, double offset) = (0, 0);
                    for (int epoch = 0; epoch < Epochs; epoch++)
                    {
                        foreach ((double x, double y) in _samples.OrderBy(sample => sample.X))
                        {
                            double error = slope * x + offset - y;
                            slope -= LearningRate * error * x;
                            offset -= LearningRate * error;
                        }

                        Snapshot.Train.Append("loss", _samples.Average(sample => Math.Pow(slope * sample.X + offset - sample.Y, 2)), epoch);
                        Run.Progress(epoch + 1, Epochs, $"slope {slope:0.00}");
                    }

                    Snapshot.SaveModel("line.txt", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes($"{slope} {offset}")));
                }

                private void Draw(Random random)
                {
                    for (int index = 0; index < 20; index++)
                    {
                        double x = random.NextDouble();
                        _samples.Add((x, 2 * x + 1 + Noise0(random)));
                    }
                }

            """);
        const int lines = 100;
        int number = 0;
        int written = code.ToString().Count(character => character == '\n');
        for (; written + 6 <= lines - 1; written += 6, number++)
        {
            code.Append(
                $$"""

                    private static double Noise{{number}}(Random random)
                    {
                        double[] draws = [.. Enumerable.Range(0, {{number + 4}}).Select(_ => random.NextDouble())];
                        return draws.Where(draw => draw > 0.1).Sum() / draws.Length - 0.5;
                    }

                """);
        }

        return code.Append(string.Concat(Enumerable.Repeat("\n", lines - 1 - written))).Append("}\n").ToString();
    }
}
