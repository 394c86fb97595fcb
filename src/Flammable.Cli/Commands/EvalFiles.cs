using Flammable.Cli.Errors;

namespace Flammable.Cli.Commands;

/// <summary>The two files of an evaluation, checked before a task is loaded.</summary>
/// <param name="Input">The full path of the file with the samples.</param>
/// <param name="Output">The full path of the file to write.</param>
internal sealed record EvalFiles(string Input, string Output)
{
    public static EvalFiles Check(string input, string output)
    {
        var files = new EvalFiles(FullPath.Of(input), FullPath.Of(output));
        if (!Path.Exists(files.Input))
        {
            throw new UsageException($"The input '{files.Input}' does not exist.", "Give a file with samples as the first argument.");
        }

        if (string.Equals(files.Input, files.Output, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"The input and the output are the same file '{files.Input}'.", "Give another file to write to.");
        }

        if (Directory.Exists(files.Output))
        {
            throw new UsageException($"The output '{files.Output}' is a folder.", "Give a file to write to.");
        }

        return Directory.Exists(Path.GetDirectoryName(files.Output))
            ? files
            : throw new UsageException($"The folder of the output '{files.Output}' does not exist.", "Make it first.");
    }
}
