using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Comparing;

/// <summary>The loaded tasks of two trained snapshots, ready to answer any number of inputs. Use it from one thread at a time.</summary>
public sealed class PredictionSession : IDisposable
{
    private static readonly char[] Separators = [',', ';', '\t', ' '];

    private readonly EvalSession _reference;
    private readonly EvalSession _difference;

    internal PredictionSession(EvalSession reference, EvalSession difference)
    {
        _reference = reference;
        _difference = difference;
    }

    /// <summary>Lets both snapshots answer an input, and compares what they write line by line.</summary>
    /// <param name="inputPath">The full path of the file with the samples.</param>
    /// <param name="tolerance">How far a number of one may be from its counterpart; 0 for lines that are the same to the letter.</param>
    /// <param name="events">Told of progress and of what the tasks print.</param>
    /// <param name="cancellation">Cancels the evaluations.</param>
    /// <exception cref="FileNotFoundException">The input does not exist, or a task wrote no output.</exception>
    /// <exception cref="PredictionsNotComparableException">The snapshots wrote different numbers of lines, or no file.</exception>
    /// <exception cref="TaskFailedException">A task threw.</exception>
    /// <exception cref="TaskMethodMissingException">A task does not implement EvalPath.</exception>
    public PredictionComparison Compare(
        string inputPath, double tolerance = 0, IProgress<RunEvent>? events = null, CancellationToken cancellation = default)
    {
        string folder = Directory.CreateTempSubdirectory("flam-compare-").FullName;
        try
        {
            return Compare(
                inputPath,
                Lines(Write(_reference, "reference")),
                Lines(Write(_difference, "difference")),
                tolerance,
                cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Write(EvalSession session, string name)
        {
            string path = Path.Combine(folder, name + Path.GetExtension(inputPath));
            session.Eval(inputPath, path, events, cancellation);
            return File.Exists(path) ? path : throw new PredictionsNotComparableException(
                $"The snapshot '{session.Snapshot}' writes no file for '{inputPath}' that could be compared.", inputPath);
        }
    }

    /// <summary>Lets both tasks and snapshots go.</summary>
    public void Dispose()
    {
        _difference.Dispose();
        _reference.Dispose();
    }

    private PredictionComparison Compare(
        string inputPath, IReadOnlyList<string> reference, IReadOnlyList<string> difference, double tolerance, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (reference.Count != difference.Count)
        {
            throw new PredictionsNotComparableException(
                $"For '{inputPath}' the snapshot '{_reference.Snapshot}' writes {reference.Count} lines, '{_difference.Snapshot}' {difference.Count}.",
                inputPath);
        }

        IReadOnlyList<string> samples = Lines(inputPath);

        // One of the two may have a header that the other has not.
        int shift = samples.Count - reference.Count;
        PredictionDifference[] differences =
        [
            .. Enumerable.Range(0, reference.Count)
                .Where(line => !PredictionLine.IsSame(reference[line], difference[line], tolerance))
                .Select(line => Difference(
                    inputPath, line, shift is >= -1 and <= 1 && line + shift >= 0 ? samples[line + shift] : null, reference[line], difference[line])),
        ];
        return new PredictionComparison(reference.Count, differences);
    }

    private PredictionDifference Difference(string inputPath, int line, string? sample, string reference, string difference)
    {
        bool isRepeated = sample is { Length: > 0 }
            && reference.StartsWith(sample, StringComparison.Ordinal)
            && difference.StartsWith(sample, StringComparison.Ordinal);
        return new PredictionDifference
        {
            Input = inputPath,
            Line = line + 1,
            Sample = sample,
            Reference = isRepeated ? reference[sample!.Length..].TrimStart(Separators) : reference,
            Difference = isRepeated ? difference[sample!.Length..].TrimStart(Separators) : difference,
            ReferenceSnapshot = _reference.Snapshot.ToString(),
            DifferenceSnapshot = _difference.Snapshot.ToString(),
        };
    }

    private static string[] Lines(string path) => File.ReadAllLines(path);
}
