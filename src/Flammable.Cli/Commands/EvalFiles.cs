using Flammable.Cli.Errors;
using Flammable.Servers;

namespace Flammable.Cli.Commands;

/// <summary>The two files of an evaluation, checked before a task is loaded.</summary>
/// <param name="Input">The full path of the file with the samples.</param>
/// <param name="Output">The full path of the file to write.</param>
internal sealed record EvalFiles(string Input, string Output)
{
    /// <summary>What means standard input or standard output.</summary>
    public const string Stream = "-";

    public static EvalFiles Check(string input, string output)
    {
        var files = new EvalFiles(CheckInput(input), CheckOutput(output));
        return string.Equals(files.Input, files.Output, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
            ? throw new UsageException($"The input and the output are the same file '{files.Input}'.", "Give another file to write to.")
            : files;
    }

    /// <summary>The files of an evaluation on a server; <c>-</c> for standard input and standard output.</summary>
    /// <param name="input">Where the samples are.</param>
    /// <param name="output">Where the predictions go.</param>
    /// <param name="hasHeader">Whether the first row of CSV names the columns.</param>
    public static (SampleSource Source, PredictionTarget Target) OnServer(string input, string output, bool hasHeader)
    {
        if (input != Stream && output != Stream)
        {
            var files = Check(input, output);
            return (OfFile(files.Input, hasHeader), PredictionTarget.OfFile(files.Output));
        }

        return (
            input == Stream ? SampleSource.OfLines(Console.OpenStandardInput()) : OfFile(CheckInput(input), hasHeader),
            output == Stream ? PredictionTarget.OfLines(Console.OpenStandardOutput()) : PredictionTarget.OfFile(CheckOutput(output)));
    }

    private static SampleSource OfFile(string path, bool hasHeader)
    {
        var source = SampleSource.OfFile(path, hasHeader);
        return hasHeader && !source.IsCsv
            ? throw new UsageException($"The input '{path}' is no .csv file, and has no header.", "Leave out --header.")
            : source;
    }

    private static string CheckInput(string input)
    {
        string path = FullPath.Of(input);
        return Path.Exists(path)
            ? path
            : throw new UsageException($"The input '{path}' does not exist.", "Give a file with samples as the first argument.");
    }

    private static string CheckOutput(string output)
    {
        string path = FullPath.Of(output);
        if (Directory.Exists(path))
        {
            throw new UsageException($"The output '{path}' is a folder.", "Give a file to write to.");
        }

        return Directory.Exists(Path.GetDirectoryName(path))
            ? path
            : throw new UsageException($"The folder of the output '{path}' does not exist.", "Make it first.");
    }
}
