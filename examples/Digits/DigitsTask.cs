#:project ../../src/Flammable.Cli/Flammable.Cli.csproj
#:package MathNet.Numerics@5.0.0
#:property PublishAot=false

using System.Globalization;
using System.Text.Json;
using Flammable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

return FlamTask.Main(args);

/// <summary>Reads handwritten digits of 8×8 pixels with a network of one hidden layer.</summary>
public sealed class DigitsTask : FlamTask
{
    private const int Pixels = 64;
    private const int Classes = 10;

    /// <summary>The units of the hidden layer.</summary>
    [Hyperparameter]
    public int HiddenUnits { get; set; } = 64;

    /// <summary>How far one step follows the gradient.</summary>
    [Hyperparameter]
    public double LearningRate { get; set; } = 0.2;

    /// <summary>How many images make one step.</summary>
    [Hyperparameter]
    public int BatchSize { get; set; } = 32;

    /// <summary>How often the training sees every image.</summary>
    [Hyperparameter]
    public int Epochs { get; set; } = 60;

    /// <summary>Decides which images are held out, their order in training and the first weights.</summary>
    [Hyperparameter]
    public int Seed { get; set; } = 5;

    /// <summary>Learns from four fifths of the images and saves the weights.</summary>
    public override void Train()
    {
        (Digit[] training, Digit[] heldOut) = LoadDigits();
        var random = new Random(Seed);
        var network = new Network(Pixels, HiddenUnits, Classes, random);

        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            random.Shuffle(training);
            double loss = training.Chunk(BatchSize).Average(batch => network.Step(Images(batch), Targets(batch), LearningRate));
            Snapshot.Train.Append("loss", loss, epoch);
            if (epoch % 5 == 0)
            {
                Snapshot.Validation.Append("accuracy", Accuracy(network, heldOut), epoch);
            }

            Run.Progress(epoch, Epochs, $"loss {loss:F3}");
        }

        Snapshot.SaveModel("final.json", network.Save);
    }

    /// <summary>Measures the accuracy on the images that the training has not seen.</summary>
    public override void Test()
    {
        (_, Digit[] heldOut) = LoadDigits();
        double accuracy = Accuracy(LoadNetwork(), heldOut);
        Snapshot.Test.Store("accuracy", accuracy);
        Console.WriteLine($"accuracy {accuracy:F3} on {heldOut.Length} images held out");
    }

    /// <summary>Reads one image.</summary>
    /// <param name="sample">Its pixels row by row, 0 to 16, as <c>double[64]</c>.</param>
    /// <returns>The digit as text.</returns>
    public override object? Eval(object? sample) =>
        sample is double[] { Length: Pixels } pixels
            ? LoadNetwork().Classify(Images([new Digit(Scale(pixels), 0)])).Single().ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException("A sample is an array of 64 numbers.", nameof(sample));

    /// <summary>Adds a column with the digit that was read to a CSV file of images. Its own column of digits may be missing.</summary>
    /// <param name="inputPath">A file like <c>digits.csv</c>.</param>
    /// <param name="outputPath">The same lines with a column <c>prediction</c>.</param>
    public override void EvalPath(string inputPath, string outputPath)
    {
        Network network = LoadNetwork();
        string[] lines = File.ReadAllLines(inputPath);
        IEnumerable<string> predictions = lines.Skip(1).Chunk(1000).SelectMany(chunk =>
            network.Classify(Images([.. chunk.Select(ParseDigit)])).Zip(chunk, (digit, line) => $"{line},{digit}"));
        File.WriteAllLines(outputPath, [$"{lines[0]},prediction", .. predictions]);
    }

    private (Digit[] Training, Digit[] HeldOut) LoadDigits()
    {
        Digit[] digits = [.. File.ReadLines(Run.UseData("digits.csv")).Skip(1).Select(ParseDigit)];
        new Random(Seed).Shuffle(digits);
        int split = digits.Length * 4 / 5;
        return (digits[..split], digits[split..]);
    }

    private Network LoadNetwork()
    {
        using Stream file = Snapshot.OpenModel();
        return Network.Load(file);
    }

    private static double Accuracy(Network network, Digit[] digits) =>
        network.Classify(Images(digits)).Zip(digits, (read, digit) => read == digit.Label ? 1.0 : 0.0).Average();

    private static Matrix<double> Images(Digit[] digits) => Matrix<double>.Build.DenseOfRows(digits.Select(digit => digit.Pixels));

    private static Matrix<double> Targets(Digit[] digits) =>
        Matrix<double>.Build.Dense(digits.Length, Classes, (row, column) => digits[row].Label == column ? 1 : 0);

    private static Digit ParseDigit(string line)
    {
        double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new Digit(Scale(cells[..Pixels]), cells.Length > Pixels ? (int)cells[Pixels] : 0);
    }

    private static double[] Scale(double[] pixels) => [.. pixels.Select(pixel => pixel / 16)];

    private sealed record Digit(double[] Pixels, int Label);
}

/// <summary>
/// A network of one hidden layer (tanh) and a softmax output, trained by gradient descent on batches.
/// C. M. Bishop, Pattern Recognition and Machine Learning, sections 5.1 to 5.3.
/// </summary>
internal sealed class Network
{
    // One row for each input and a last one for the bias; one column for each unit.
    private readonly Matrix<double> _hidden;
    private readonly Matrix<double> _output;

    /// <summary>Creates a network with random weights (X. Glorot, Y. Bengio 2010, equation 12).</summary>
    public Network(int inputs, int hiddenUnits, int classes, Random random)
        : this(RandomWeights(inputs, hiddenUnits, random), RandomWeights(hiddenUnits, classes, random))
    {
    }

    private Network(Matrix<double> hidden, Matrix<double> output)
    {
        _hidden = hidden;
        _output = output;
    }

    /// <summary>The class of each sample.</summary>
    /// <param name="samples">One row a sample.</param>
    public IEnumerable<int> Classify(Matrix<double> samples) =>
        (WithBias(Activations(samples)) * _output).EnumerateRows().Select(row => row.MaximumIndex());

    /// <summary>One step of gradient descent on a batch.</summary>
    /// <param name="samples">One row a sample.</param>
    /// <param name="targets">One row a sample: 1 in the column of its class, else 0.</param>
    /// <param name="learningRate">How far to follow the gradient.</param>
    /// <returns>The mean cross-entropy of the batch before the step.</returns>
    public double Step(Matrix<double> samples, Matrix<double> targets, double learningRate)
    {
        Matrix<double> hidden = Activations(samples);
        Matrix<double> probabilities = Softmax(WithBias(hidden) * _output);

        Matrix<double> outputError = (probabilities - targets) / samples.RowCount;
        Matrix<double> hiddenError = outputError
            .TransposeAndMultiply(_output.RemoveRow(_output.RowCount - 1))
            .PointwiseMultiply(hidden.Map(value => 1 - (value * value)));

        (_output - (learningRate * WithBias(hidden).TransposeThisAndMultiply(outputError))).CopyTo(_output);
        (_hidden - (learningRate * WithBias(samples).TransposeThisAndMultiply(hiddenError))).CopyTo(_hidden);
        return -targets.PointwiseMultiply(probabilities.PointwiseLog()).RowSums().Average();
    }

    /// <summary>Writes the weights of both layers as JSON.</summary>
    public void Save(Stream file) => JsonSerializer.Serialize(file, new Dictionary<string, double[][]>
    {
        ["hidden"] = _hidden.ToRowArrays(),
        ["output"] = _output.ToRowArrays(),
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Network Load(Stream file)
    {
        var layers = JsonSerializer.Deserialize<Dictionary<string, double[][]>>(file)!;
        return new Network(
            Matrix<double>.Build.DenseOfRowArrays(layers["hidden"]),
            Matrix<double>.Build.DenseOfRowArrays(layers["output"]));
    }

    private Matrix<double> Activations(Matrix<double> samples) => (WithBias(samples) * _hidden).PointwiseTanh();

    private static Matrix<double> WithBias(Matrix<double> samples) =>
        samples.Append(Matrix<double>.Build.Dense(samples.RowCount, 1, 1));

    private static Matrix<double> RandomWeights(int inputs, int units, Random random) =>
        Matrix<double>.Build.Random(inputs + 1, units, new Normal(0, Math.Sqrt(2.0 / (inputs + units)), random));

    private static Matrix<double> Softmax(Matrix<double> scores)
    {
        Matrix<double> exponentials = Matrix<double>.Build.DenseOfRowVectors(
            scores.EnumerateRows().Select(row => (row - row.Maximum()).PointwiseExp()));
        return exponentials.NormalizeRows(1);
    }
}
