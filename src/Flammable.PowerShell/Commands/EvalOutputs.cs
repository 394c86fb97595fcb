using Flammable.Commands.Errors;

namespace Flammable.Commands;

/// <summary>Chooses the file of predictions for each input of one command, so that none replaces another.</summary>
internal sealed class EvalOutputs
{
    private readonly HashSet<string> _taken = [];

    /// <summary>The full path to write.</summary>
    /// <param name="input">The full path of the file of samples.</param>
    /// <param name="wish">The full path that the user gave: a file or an existing folder; <see langword="null"/> for none.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public string Choose(string input, string? wish)
    {
        if (Directory.Exists(input))
        {
            throw InputErrors.InputNotAFile(input);
        }

        string output = wish is null ? Beside(input)
            : Directory.Exists(wish) ? Path.Combine(wish, Path.GetFileName(input))
            : wish;
        if (!Directory.Exists(Path.GetDirectoryName(output)))
        {
            throw InputErrors.OutputFolderNotFound(output);
        }

        _taken.Add(input);
        return _taken.Add(output) ? output : throw InputErrors.OutputPathTaken(input, output);
    }

    private static string Beside(string input) => Path.Combine(
        Path.GetDirectoryName(input)!,
        $"{Path.GetFileNameWithoutExtension(input)}.predictions{Path.GetExtension(input)}");
}
