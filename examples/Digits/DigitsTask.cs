#:project ../../src/Flammable.Cli/Flammable.Cli.csproj
#:package MathNet.Numerics@5.0.0
#:property PublishAot=false

using System.Globalization;
using System.Text.Json;
using Flammable;
using Flammable.Training;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

return FlamTask.Main(args);

/// <summary>Reads handwritten digits of 8×8 pixels with a network of one hidden layer.</summary>
public sealed class DigitsTask : ModelTask<Network, DigitsTask.Batch, Network.Answer>
{
    private const int Pixels = 64;
    private const int Classes = 10;

    /// <summary>Sixty epochs are enough.</summary>
    public DigitsTask() => Epochs = 60;

    /// <summary>The units of the hidden layer.</summary>
    [Hyperparameter(Min = 1, Description = "The units of the hidden layer.")]
    public int HiddenUnits { get; set; } = 64;

    /// <summary>How far one step follows the gradient.</summary>
    [Hyperparameter(Min = 0, Description = "How far one step follows the gradient.")]
    public double LearningRate { get; set; } = 0.2;

    /// <summary>How many images make one step.</summary>
    [Hyperparameter(Min = 1, Description = "How many images make one step.")]
    public int BatchSize { get; set; } = 32;

    /// <summary>Every fifth epoch.</summary>
    protected override int ValidateEvery => 5;

    /// <summary>The weights are JSON.</summary>
    protected override string FinalModelName => "final.json";

    /// <summary>Makes a network with random weights.</summary>
    protected override Network CreateModel() => new(Pixels, HiddenUnits, Classes, Run.Random);

    /// <summary>Four fifths of the images, in another order in each epoch.</summary>
    protected override IEnumerable<Batch> TrainingData() => LoadDigits().Train.Shuffled(Run.Random).Batch(BatchSize).Select(Batch.Of);

    /// <summary>The images that the training does not see.</summary>
    protected override IEnumerable<Batch> TestData() => LoadDigits().Test.Batch(BatchSize).Select(Batch.Of);

    /// <summary>Asks the network.</summary>
    protected override Network.Answer Forward(Batch batch) => Model.Forward(batch.Images);

    /// <summary>One step of gradient descent.</summary>
    protected override void Backward(Batch batch, Network.Answer answer, NamedValues losses) =>
        losses.Add("loss", Model.Step(batch.Images, batch.Targets, answer, LearningRate), batch.Labels.Length);

    /// <summary>Counts the digits that were read right.</summary>
    protected override void Evaluate(Batch batch, Network.Answer answer, NamedValues metrics)
    {
        foreach ((int read, int label) in answer.Classes().Zip(batch.Labels))
        {
            metrics.Add("accuracy", read == label ? 1 : 0);
        }
    }

    /// <summary>Reads images with their digits from a file like <c>digits.csv</c>, to test on.</summary>
    protected override IEnumerable<Batch> LoadSamples(string path) =>
        File.ReadLines(path).Skip(1).Select(ParseDigit).Batch(BatchSize).Select(Batch.Of);

    /// <summary>Writes the weights.</summary>
    protected override void SaveModel(Network model, Stream file) => model.Save(file);

    /// <summary>Reads the weights.</summary>
    protected override Network LoadModel(Stream file) => Network.Load(file);

    /// <summary>Reads one image.</summary>
    /// <param name="sample">Its pixels row by row, 0 to 16, as <c>double[64]</c>.</param>
    /// <returns>The digit as text.</returns>
    public override object? Eval(object? sample) => EvalBatch([sample])[0];

    /// <summary>Reads several images at once, which is faster: a server puts the images of several clients together.</summary>
    /// <param name="samples">Each as <see cref="Eval"/> takes it.</param>
    /// <returns>The digits as texts.</returns>
    public override IReadOnlyList<object?> EvalBatch(IReadOnlyList<object?> samples) =>
        [.. Read([.. samples.Select(ToDigit)]).Select(digit => digit.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Adds a column with the digit that was read to a CSV file of images. Its own column of digits may be missing.</summary>
    /// <param name="inputPath">A file like <c>digits.csv</c>.</param>
    /// <param name="outputPath">The same lines with a column <c>prediction</c>.</param>
    public override void EvalPath(string inputPath, string outputPath)
    {
        string[] lines = File.ReadAllLines(inputPath);
        IEnumerable<string> predictions = lines.Skip(1).Batch(1000).SelectMany(chunk =>
            Read([.. chunk.Select(ParseDigit)]).Zip(chunk, (digit, line) => $"{line},{digit}"));
        File.WriteAllLines(outputPath, [$"{lines[0]},prediction", .. predictions]);
    }

    private IEnumerable<int> Read(Digit[] digits) => Model.Forward(Batch.Of(digits).Images).Classes();

    // The same split in the training and in its tests: it follows from the run's seed alone.
    private (Digit[] Train, Digit[] Test) LoadDigits() =>
        File.ReadLines(Run.UseData("digits.csv")).Skip(1).Select(ParseDigit).TrainTestSplit(0.2, Run.NewRandom("split"), digit => digit.Label);

    private static Digit ParseDigit(string line)
    {
        double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new Digit(Scale(cells[..Pixels]), cells.Length > Pixels ? (int)cells[Pixels] : 0);
    }

    private static Digit ToDigit(object? sample) =>
        sample is double[] { Length: Pixels } pixels
            ? new Digit(Scale(pixels), 0)
            : throw new ArgumentException("A sample is an array of 64 numbers.", nameof(sample));

    private static double[] Scale(double[] pixels) => [.. pixels.Select(pixel => pixel / 16)];

    /// <summary>An image and the digit it shows.</summary>
    /// <param name="Pixels">64 values row by row, 0 to 1.</param>
    /// <param name="Label">0 to 9.</param>
    public sealed record Digit(double[] Pixels, int Label);

    /// <summary>What one step sees.</summary>
    /// <param name="Images">One row an image.</param>
    /// <param name="Targets">One row an image: 1 in the column of its digit, else 0.</param>
    /// <param name="Labels">The digits.</param>
    public sealed record Batch(Matrix<double> Images, Matrix<double> Targets, int[] Labels)
    {
        /// <summary>Puts images together.</summary>
        public static Batch Of(Digit[] digits) => new(
            Matrix<double>.Build.DenseOfRows(digits.Select(digit => digit.Pixels)),
            Matrix<double>.Build.Dense(digits.Length, Classes, (row, column) => digits[row].Label == column ? 1 : 0),
            [.. digits.Select(digit => digit.Label)]);
    }
}

/// <summary>
/// A network of one hidden layer (tanh) and a softmax output, trained by gradient descent on batches.
/// C. M. Bishop, Pattern Recognition and Machine Learning, sections 5.1 to 5.3.
/// </summary>
public sealed class Network
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

    /// <summary>What the network answers.</summary>
    /// <param name="samples">One row a sample.</param>
    public Answer Forward(Matrix<double> samples)
    {
        Matrix<double> hidden = (WithBias(samples) * _hidden).PointwiseTanh();
        return new Answer(hidden, Softmax(WithBias(hidden) * _output));
    }

    /// <summary>One step of gradient descent on a batch.</summary>
    /// <param name="samples">One row a sample.</param>
    /// <param name="targets">One row a sample: 1 in the column of its class, else 0.</param>
    /// <param name="answer">What the network answered.</param>
    /// <param name="learningRate">How far to follow the gradient.</param>
    /// <returns>The mean cross-entropy of the batch before the step.</returns>
    public double Step(Matrix<double> samples, Matrix<double> targets, Answer answer, double learningRate)
    {
        Matrix<double> outputError = (answer.Probabilities - targets) / samples.RowCount;
        Matrix<double> hiddenError = outputError
            .TransposeAndMultiply(_output.RemoveRow(_output.RowCount - 1))
            .PointwiseMultiply(answer.Hidden.Map(value => 1 - (value * value)));

        (_output - (learningRate * WithBias(answer.Hidden).TransposeThisAndMultiply(outputError))).CopyTo(_output);
        (_hidden - (learningRate * WithBias(samples).TransposeThisAndMultiply(hiddenError))).CopyTo(_hidden);
        return -targets.PointwiseMultiply(answer.Probabilities.PointwiseLog()).RowSums().Average();
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

    /// <summary>What the network answers to samples.</summary>
    /// <param name="Hidden">One row a sample, one column a hidden unit.</param>
    /// <param name="Probabilities">One row a sample, one column a class.</param>
    public sealed record Answer(Matrix<double> Hidden, Matrix<double> Probabilities)
    {
        /// <summary>The most likely class of each sample.</summary>
        public IEnumerable<int> Classes() => Probabilities.EnumerateRows().Select(row => row.MaximumIndex());
    }
}
