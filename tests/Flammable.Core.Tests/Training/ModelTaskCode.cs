namespace Flammable.Tests.Training;

/// <summary>The source text of tasks that derive ModelTask.</summary>
internal static class ModelTaskCode
{
    /// <summary>Fits a line to 40 noisy points of y = 3x - 2: split by a seed, shuffled, in batches, read ahead.</summary>
    /// <param name="callbacks">The callbacks, as elements of a collection.</param>
    public static string Line(string callbacks = "") =>
        $$"""
        using System.Globalization;
        using Flammable;
        using Flammable.Training;

        public sealed class LineTask : ModelTask<double[], LineTask.Point[], double[]>
        {
            public readonly record struct Point(double X, double Y);

            [Hyperparameter] public int Seed { get; set; } = 1;

            public LineTask() => Epochs = 60;

            protected override int ValidateEvery => 20;

            protected override IEnumerable<ITrainingCallback> Callbacks() => [{{callbacks}}];

            protected override double[] CreateModel() => new double[2];

            protected override IEnumerable<Point[]> TrainingData() =>
                Split().Train.Shuffled(new Random(Seed)).Batch(8).Prefetch(2, Run.Cancellation);

            protected override IEnumerable<Point[]> TestData() => Split().Test.Batch(8);

            protected override double[] Forward(Point[] batch) => [.. batch.Select(point => Model[0] * point.X + Model[1])];

            protected override void Backward(Point[] batch, double[] output, NamedValues losses)
            {
                double[] errors = [.. batch.Zip(output, (point, y) => y - point.Y)];
                Model[0] -= 0.3 * errors.Zip(batch, (error, point) => error * point.X).Average();
                Model[1] -= 0.3 * errors.Average();
                losses.Add("loss", errors.Average(error => error * error), batch.Length);
            }

            protected override void Evaluate(Point[] batch, double[] output, NamedValues metrics)
            {
                for (int i = 0; i < batch.Length; i++) metrics.Add("error", Math.Abs(output[i] - batch[i].Y));
            }

            protected override void SaveModel(double[] model, Stream file)
            {
                foreach (double weight in model) file.Write(BitConverter.GetBytes(weight));
            }

            protected override double[] LoadModel(Stream file)
            {
                using var reader = new BinaryReader(file);
                return [reader.ReadDouble(), reader.ReadDouble()];
            }

            protected override IEnumerable<Point[]> LoadSamples(string path) => File.ReadLines(path)
                .Select(line => new[] { new Point(double.Parse(line, CultureInfo.InvariantCulture), 0) });

            protected override object? PostProcess(Point[] batch, double[] output) => Math.Round(output.Single(), 1);

            private (Point[] Train, Point[] Test) Split()
            {
                var random = new Random(Seed);
                return Enumerable.Range(0, 40).Select(i => new Point(i / 20.0 - 1, 3 * (i / 20.0 - 1) - 2 + 0.01 * random.NextDouble()))
                    .TrainTestSplit(0.25, random);
            }
        }
        """;
}
