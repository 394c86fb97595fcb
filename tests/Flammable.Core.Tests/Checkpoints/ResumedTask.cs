namespace Flammable.Tests.Checkpoints;

/// <summary>
/// The source text of a task with all that a resumed training must get right: random first weights, shuffling, noise,
/// momentum, callbacks with a memory, validation, notes. It ends before its time where a file says so.
/// </summary>
/// <param name="folder">The full path of a folder for that file.</param>
internal sealed class ResumedTask(string folder)
{
    private string EndFile => Path.Combine(folder, "end-at");

    /// <summary>The source text.</summary>
    public string Code =>
        $$"""
        using System.Diagnostics;
        using Flammable;
        using Flammable.Training;

        public sealed class ResumedTask : ModelTask<double[], ResumedTask.Point, double>
        {
            public readonly record struct Point(double X, double Y);

            private readonly string[] _end = File.Exists(@"{{EndFile}}") ? File.ReadAllText(@"{{EndFile}}").Split(' ') : ["never", "-1"];
            private readonly double[] _velocity = new double[2];
            private int _steps;

            public ResumedTask() => Epochs = 8;

            protected override TimeSpan CheckpointInterval => TimeSpan.Zero;

            protected override int ValidateEvery => 1;

            protected override IEnumerable<ITrainingCallback> Callbacks() =>
            [
                new CheckpointCallback("error", SeriesGoal.Minimize, keep: 2) { RestoreBest = true },
                new EarlyStopping("error", patience: 5),
                new EveryEpochs(3, context => Snapshot.Custom[$"epoch {context.Epoch}"] = Run.Random.Next()),
            ];

            protected override double[] CreateModel() => [Run.Random.NextDouble(), Run.Random.NextDouble()];

            protected override IEnumerable<Point> TrainingData() => Split().Train.Shuffled(Run.Random);

            protected override IEnumerable<Point> TestData() => Split().Test;

            protected override double Forward(Point sample)
            {
                Step();
                return Model[0] * sample.X + Model[1];
            }

            protected override double ForwardForTest(Point sample) => Model[0] * sample.X + Model[1];

            protected override void Backward(Point sample, double output, NamedValues losses)
            {
                double error = output - sample.Y + 0.1 * Run.Random.NextDouble();
                double[] gradient = [error * sample.X, error];
                for (int i = 0; i < 2; i++)
                {
                    _velocity[i] = 0.7 * _velocity[i] - 0.05 * gradient[i];
                    Model[i] += _velocity[i];
                }

                losses.Add("loss", error * error);
            }

            protected override void Evaluate(Point sample, double output, NamedValues metrics) => metrics.Add("error", Math.Abs(output - sample.Y));

            protected override void SaveModel(double[] model, Stream file)
            {
                Step();
                Array.ForEach(model, weight => file.Write(BitConverter.GetBytes(weight)));
            }

            protected override double[] LoadModel(Stream file) => Read(file);

            protected override void SaveTrainingState(Stream file)
            {
                Step();
                Array.ForEach(_velocity, value => file.Write(BitConverter.GetBytes(value)));
            }

            protected override void LoadTrainingState(Stream file) => Read(file).CopyTo(_velocity, 0);

            private void Step()
            {
                if (++_steps != int.Parse(_end[1])) return;
                if (_end[0] == "kill") Process.GetCurrentProcess().Kill();
                throw new InvalidOperationException($"The end came at step {_steps}.");
            }

            private static double[] Read(Stream file)
            {
                using var reader = new BinaryReader(file);
                return [reader.ReadDouble(), reader.ReadDouble()];
            }

            private (Point[] Train, Point[] Test) Split() => Enumerable.Range(0, 20)
                .Select(i => new Point(i / 10.0 - 1, 3 * (i / 10.0 - 1) - 2))
                .TrainTestSplit(0.25, Run.NewRandom("split"));
        }
        """;

    /// <summary>Lets the next training fail at a step; one has 17 to 21 steps an epoch.</summary>
    public void FailAt(int step) => File.WriteAllText(EndFile, $"fail {step}");

    /// <summary>Lets the next training's process die at a step.</summary>
    public void KillAt(int step) => File.WriteAllText(EndFile, $"kill {step}");

    /// <summary>Lets the next training come to its end.</summary>
    public void LetLive() => File.Delete(EndFile);
}
