using System.Management.Automation;

namespace Flammable.Commands.Errors;

/// <summary>The errors in what a user gives to a cmdlet, found before the library is asked.</summary>
internal static class InputErrors
{
    public static InputException PathNotFound(string path) =>
        Create(
            "PathNotFound",
            ErrorCategory.ObjectNotFound,
            path,
            $"The path '{path}' does not exist.",
            "Check the path's spelling; Get-Location says what it is relative to.");

    public static InputException PathNotOfFiles(string path, string provider) =>
        Create(
            "PathNotOfFiles",
            ErrorCategory.InvalidArgument,
            path,
            $"The path '{path}' belongs to the provider '{provider}', not to the file system.",
            "Give a path of the file system, or Set-Location to one.");

    public static InputException Exclusive(string first, string second) =>
        Create(
            $"{first}And{second}",
            ErrorCategory.InvalidArgument,
            null,
            $"The parameters '{first}' and '{second}' exclude each other.",
            first == nameof(InvokeFlamTrainCommand.Resume)
                ? $"Leave -{second} out: -Resume goes on as the training was begun, with its seed and its hyperparameters, and stores the results."
                : "Use -Force for a new snapshot of the same code, -Retrain to train the last snapshot again, or -Resume to go on with it as it was begun.");

    public static InputException PortAndListen() =>
        Create(
            "PortAndListen",
            ErrorCategory.InvalidArgument,
            null,
            "The parameters 'Port' and 'Listen' exclude each other.",
            "Use -Port for clients of this computer, or -Listen with a certificate for others.");

    public static InputException CertificateMissing() =>
        Create(
            "CertificateMissing",
            ErrorCategory.InvalidArgument,
            null,
            "The parameter 'Listen' needs a certificate: other computers are answered with TLS alone.",
            "Give a certificate with -Certificate, or use -Port for clients of this computer.");

    public static InputException CertificateWithoutListen() =>
        Create(
            "CertificateWithoutListen",
            ErrorCategory.InvalidArgument,
            null,
            "The parameters 'Certificate' and 'CertificateKey' go with 'Listen' alone.",
            "Leave them out, or add -Listen with an address and port.");

    public static InputException NothingToChange() =>
        Create(
            "NothingToChange",
            ErrorCategory.InvalidArgument,
            null,
            "Nothing is said of what to change in the snapshot.",
            "Give one of -Message, -Tag, -RemoveTag and -Amend.");

    public static InputException IgnoreWithoutResume() =>
        Create(
            "IgnoreWithoutResume",
            ErrorCategory.InvalidArgument,
            null,
            "The parameter 'Ignore' goes with 'Resume' alone: a training takes the code as it is.",
            "Leave -Ignore out, or add -Resume.");

    public static InputException NotOnePath(string path, int count) =>
        Create(
            "NotOnePath",
            ErrorCategory.InvalidArgument,
            path,
            $"The path '{path}' means {count} tasks, where one is needed.",
            "Give one task file or folder, or choose with -Snapshot.");

    public static InputException OutputPathTaken(string input, string output) =>
        Create(
            "OutputPathTaken",
            ErrorCategory.InvalidArgument,
            input,
            $"The predictions of '{input}' would replace the file '{output}', which is an input or an output of this command.",
            "Give an existing folder as -OutputPath, or one output for each input.");

    public static InputException OutputFolderNotFound(string output) =>
        Create(
            "OutputFolderNotFound",
            ErrorCategory.ObjectNotFound,
            output,
            $"The folder of the output file '{output}' does not exist.",
            "Create the folder first, with New-Item -ItemType Directory.");

    public static InputException InputNotAFile(string input) =>
        Create(
            "InputNotAFile",
            ErrorCategory.InvalidArgument,
            input,
            $"The input '{input}' is a folder.",
            "Give its files: Get-ChildItem -File <folder> | Invoke-FlamEval.");

    public static InputException OutputExists(string output) =>
        Create(
            "OutputExists",
            ErrorCategory.ResourceExists,
            output,
            $"The file '{output}' exists already.",
            "Replace it with -Force, or give another file.");

    public static InputException OutputIsFolder(string output) =>
        Create(
            "OutputIsFolder",
            ErrorCategory.InvalidArgument,
            output,
            $"The output '{output}' is a folder.",
            "Give a file to write to.");

    public static InputException FormatUnknown(string output) =>
        Create(
            "FormatUnknown",
            ErrorCategory.InvalidArgument,
            output,
            $"The name '{System.IO.Path.GetFileName(output)}' does not say a format.",
            "Choose one with -Format, or end the name in .csv, .json or .jsonl.");

    private static InputException Create(string id, ErrorCategory category, object? target, string message, string remedy)
    {
        var record = new ErrorRecord(new ArgumentException(message), id, category, target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = remedy },
        };
        return new InputException(record);
    }
}
