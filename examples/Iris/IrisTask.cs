#:project ../../src/Flammable.Cli/Flammable.Cli.csproj
#:property PublishAot=false

using System.Globalization;
using System.Text.Json;
using Flammable;

return FlamTask.Main(args);

/// <summary>Tells three species of iris apart by their measurements, with softmax regression.</summary>
public sealed class IrisTask : FlamTask
{
    private static readonly string[] Species = ["setosa", "versicolor", "virginica"];

    private SoftmaxRegression? _model;

    /// <summary>How far one step follows the gradient.</summary>
    [Hyperparameter(Min = 0, Description = "How far one step follows the gradient.")]
    public double LearningRate { get; set; } = 0.01;

    /// <summary>How often the training sees every flower.</summary>
    [Hyperparameter(Min = 1, Description = "How often the training sees every flower.")]
    public int Epochs { get; set; } = 200;

    // Loaded once: a server asks it for every request.
    private SoftmaxRegression Model => _model ??= LoadModel();

    /// <summary>Learns from four fifths of the flowers and saves the weights.</summary>
    public override void Train()
    {
        (Flower[] training, Flower[] heldOut) = LoadFlowers();
        _model = new SoftmaxRegression(features: 4, classes: Species.Length);

        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            Run.Random.Shuffle(training);
            double loss = training.Average(flower => Model.Step(flower.Measurements, flower.Species, LearningRate));
            Snapshot.Train.Append("loss", loss, epoch);
            if (epoch % 10 == 0)
            {
                Snapshot.Validation.Append("accuracy", Accuracy(heldOut), epoch);
            }

            Run.Progress(epoch, Epochs);
        }

        Snapshot.SaveModel("final.json", Model.Save);
    }

    /// <summary>Measures the accuracy on the flowers that the training has not seen.</summary>
    public override void Test()
    {
        (_, Flower[] heldOut) = LoadFlowers();
        double accuracy = Accuracy(heldOut);
        Snapshot.Test.Store("accuracy", accuracy);
        Console.WriteLine($"accuracy {accuracy:F3} on {heldOut.Length} flowers held out");
    }

    /// <summary>Names the species of one flower.</summary>
    /// <param name="sample">Length and width of sepal and petal in cm, as <c>double[4]</c>.</param>
    /// <returns>The species.</returns>
    public override object? Eval(object? sample) =>
        sample is double[] { Length: 4 } measurements
            ? Species[Model.Classify(measurements)]
            : throw new ArgumentException("A sample is an array of four numbers.", nameof(sample));

    /// <summary>Makes a sample of a line like those of <c>iris.csv</c>, for a server that is sent CSV.</summary>
    protected override object? ReadCsvSample(IReadOnlyList<string> fields) =>
        fields.Count >= 4 && fields.Take(4).All(IsNumber)
            ? Measurements(fields)
            : throw new ArgumentException("A line has four numbers.", "sample");

    /// <summary>Adds a column with the predicted species to a CSV file of flowers. Its own column of species may be missing.</summary>
    /// <param name="inputPath">A file like <c>iris.csv</c>.</param>
    /// <param name="outputPath">The same lines with a column <c>prediction</c>.</param>
    public override void EvalPath(string inputPath, string outputPath)
    {
        string[] lines = File.ReadAllLines(inputPath);
        IEnumerable<string> predictions = lines.Skip(1).Select(line => $"{line},{Species[Model.Classify(Measurements(line.Split(',')))]}");
        File.WriteAllLines(outputPath, [$"{lines[0]},prediction", .. predictions]);
    }

    private (Flower[] Training, Flower[] HeldOut) LoadFlowers()
    {
        Flower[] flowers = [.. File.ReadLines(Run.UseData("iris.csv")).Skip(1).Select(ParseFlower)];
        // The same flowers are held out in the training and in its tests: that follows from the run's seed alone.
        Run.NewRandom("split").Shuffle(flowers);
        int split = flowers.Length * 4 / 5;
        return (flowers[..split], flowers[split..]);
    }

    private SoftmaxRegression LoadModel()
    {
        using Stream file = Snapshot.OpenModel();
        return SoftmaxRegression.Load(file);
    }

    private double Accuracy(Flower[] flowers) =>
        flowers.Average(flower => Model.Classify(flower.Measurements) == flower.Species ? 1.0 : 0.0);

    private static Flower ParseFlower(string line)
    {
        string[] fields = line.Split(',');
        return new Flower(Measurements(fields), Array.IndexOf(Species, fields[4]));
    }

    private static double[] Measurements(IEnumerable<string> fields) =>
        [.. fields.Take(4).Select(field => double.Parse(field, CultureInfo.InvariantCulture))];

    // No thousands: '5,1' is not 51.
    private static bool IsNumber(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);

    private sealed record Flower(double[] Measurements, int Species);
}

/// <summary>
/// Multinomial logistic regression: the class probabilities are the softmax of a linear function of the features.
/// C. M. Bishop, Pattern Recognition and Machine Learning, section 4.3.4.
/// </summary>
internal sealed class SoftmaxRegression
{
    private readonly double[][] _weights;

    /// <summary>Creates a model that knows nothing: all classes are equally likely.</summary>
    /// <param name="features">The numbers that describe a sample.</param>
    /// <param name="classes">The classes to tell apart.</param>
    public SoftmaxRegression(int features, int classes)
        : this([.. Enumerable.Range(0, classes).Select(_ => new double[features + 1])])
    {
    }

    private SoftmaxRegression(double[][] weights)
    {
        _weights = weights;
    }

    /// <summary>The class with the highest probability.</summary>
    public int Classify(double[] features)
    {
        double[] probabilities = Probabilities(features);
        return Array.IndexOf(probabilities, probabilities.Max());
    }

    /// <summary>One step of gradient descent on one sample.</summary>
    /// <returns>The cross-entropy of the sample before the step.</returns>
    public double Step(double[] features, int label, double learningRate)
    {
        double[] probabilities = Probabilities(features);
        for (int k = 0; k < _weights.Length; k++)
        {
            double error = probabilities[k] - (k == label ? 1 : 0);
            for (int i = 0; i < features.Length; i++)
            {
                _weights[k][i] -= learningRate * error * features[i];
            }

            _weights[k][^1] -= learningRate * error;
        }

        return -Math.Log(probabilities[label]);
    }

    /// <summary>Writes the weights as JSON: a row for each class, the bias at its end.</summary>
    public void Save(Stream file) => JsonSerializer.Serialize(file, _weights);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static SoftmaxRegression Load(Stream file) => new(JsonSerializer.Deserialize<double[][]>(file)!);

    private double[] Probabilities(double[] features)
    {
        double[] scores = [.. _weights.Select(row => row[^1] + features.Zip(row, (x, w) => x * w).Sum())];
        double highest = scores.Max();
        double[] exponentials = [.. scores.Select(score => Math.Exp(score - highest))];
        double total = exponentials.Sum();
        return [.. exponentials.Select(value => value / total)];
    }
}
