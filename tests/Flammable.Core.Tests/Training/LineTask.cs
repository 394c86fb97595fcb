using Flammable.Training;

namespace Flammable.Tests.Training;

/// <summary>Fits a line to points by gradient descent. Its settings are open to the tests.</summary>
public class LineTask : ModelTask<Line, Point, double>
{
    /// <summary>Four points of the line y = 2x + 1.</summary>
    public static readonly Point[] Points = [new(0, 1), new(1, 3), new(2, 5), new(-1, -1)];

    public IEnumerable<Point> Training { get; set; } = Points;

    public IEnumerable<Point> HeldOut { get; set; } = Points;

    public int Validating { get; set; }

    public bool Keeping { get; set; } = true;

    public List<ITrainingCallback> Added { get; } = [];

    /// <summary>The loss that an iteration tells in place of its own.</summary>
    public Func<TrainingContext, double>? Loss { get; set; }

    /// <summary>The error that a test tells in place of its own.</summary>
    public Func<int, double>? Error { get; set; }

    public TrainingContext Where => Context;

    protected override int ValidateEvery => Validating;

    protected override bool KeepTestData => Keeping;

    protected override IEnumerable<ITrainingCallback> Callbacks() => Added;

    protected override Line CreateModel() => new();

    protected override IEnumerable<Point> TrainingData() => Training;

    protected override IEnumerable<Point> TestData() => HeldOut;

    protected override double Forward(Point sample) => (Model.Slope * sample.X) + Model.Intercept;

    protected override void Backward(Point sample, double output, NamedValues losses)
    {
        double error = output - sample.Y;
        Model.Slope -= 0.1 * error * sample.X;
        Model.Intercept -= 0.1 * error;
        losses.Add("loss", Loss?.Invoke(Context) ?? error * error);
        losses.Add("distance", Math.Abs(error));
    }

    protected override void Evaluate(Point sample, double output, NamedValues metrics) =>
        metrics.Add("error", Math.Abs(output - sample.Y));

    protected override IReadOnlyDictionary<string, double> Validate(int epoch) =>
        Error is null ? base.Validate(epoch) : new Dictionary<string, double> { ["error"] = Error(epoch) };

    protected override void SaveModel(Line model, Stream file)
    {
        file.Write(BitConverter.GetBytes(model.Slope));
        file.Write(BitConverter.GetBytes(model.Intercept));
    }

    protected override Line LoadModel(Stream file)
    {
        using var reader = new BinaryReader(file);
        return new Line { Slope = reader.ReadDouble(), Intercept = reader.ReadDouble() };
    }

    protected override IEnumerable<Point> LoadSamples(string path) =>
        File.ReadLines(path).Select(line => new Point(double.Parse(line, System.Globalization.CultureInfo.InvariantCulture), 0));
}
