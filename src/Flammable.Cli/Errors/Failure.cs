using Flammable.Errors;

namespace Flammable.Cli.Errors;

/// <summary>What <c>flam</c> says of an error, and the exit code it leaves with.</summary>
/// <param name="ExitCode">One of <see cref="Errors.ExitCode"/>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Remedy">The lines that help on, shown indented below the message.</param>
internal sealed record Failure(int ExitCode, string Message, params IEnumerable<string> Remedy)
{
    /// <summary>Explains an error.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        UsageException error => new(Errors.ExitCode.WrongUse, error.Message, error.Remedy),
        TaskNotFoundException error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        TaskMethodMissingException error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        HyperparameterException error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        ParameterFileException error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        SnapshotNotFoundException error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        RegressionException error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        ExperimentNotFoundException error => new(Errors.ExitCode.WrongUse, error.Message, "'flam experiments' lists the names, 'flam undo --list' those that were removed."),
        RemovalNotFoundException error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        ExperimentExistsException error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        CodeChangedException error => new(Errors.ExitCode.Refused, error.Message, "Run it on the last snapshot all the same with --ignore, or train first."),
        SnapshotStateException error => new(Errors.ExitCode.Refused, error.Message, Remedies.For(error)),
        CaptureRefusedException error => new(Errors.ExitCode.Refused, error.Message, Remedies.For(error)),
        TaskCompilationException error => new(Errors.ExitCode.DoesNotCompile, error.Message, Remedies.For(error)),
        PredictionsNotComparableException error => new(
            Errors.ExitCode.WrongUse, error.Message, "Only tasks whose EvalPath writes a line for each sample can be compared."),
        TaskFailedException error => new(Errors.ExitCode.TaskFailed, error.Message, Remedies.For(error)),
        SampleFileException error => new(
            Errors.ExitCode.WrongUse, error.Message, "Give a .json file with an array, a .jsonl or .ndjson file with a line of JSON a sample, or a .csv file."),
        ServerException error => new(error.ExitCode ?? CodeOf(error.Problem), error.Message, Remedies.For(error)),
        RepositoryException { Problem: RepositoryProblem.BranchExists or RepositoryProblem.BranchNameInvalid } error => new(
            Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        DestinationException { Problem: not DestinationProblem.NotWritable } error => new(Errors.ExitCode.WrongUse, error.Message, Remedies.For(error)),
        DestinationException error => new(Errors.ExitCode.StorageTrouble, error.Message, Remedies.For(error)),
        RepositoryException error => new(Errors.ExitCode.StorageTrouble, error.Message, Remedies.For(error)),
        SnapshotStoreException error => new(Errors.ExitCode.StorageTrouble, error.Message, Remedies.For(error)),
        IOException or UnauthorizedAccessException => new(Errors.ExitCode.StorageTrouble, exception.Message),
        OperationCanceledException => new(Errors.ExitCode.Cancelled, "Cancelled."),
        _ => new(
            Errors.ExitCode.TaskFailed,
            $"{exception.GetType().FullName}: {exception.Message} This is a defect in Flammable.",
            Remedies.Lines(exception.ToString())),
    };

    private static int CodeOf(ServerProblem problem) => problem switch
    {
        ServerProblem.Dead or ServerProblem.NotAnswering or ServerProblem.StartFailed or ServerProblem.ProgramMissing => Errors.ExitCode.ServerTrouble,
        ServerProblem.Refused or ServerProblem.SwapFailed or ServerProblem.AddressInUse => Errors.ExitCode.Refused,
        ServerProblem.FolderUnwritable => Errors.ExitCode.StorageTrouble,
        _ => Errors.ExitCode.WrongUse,
    };

    /// <summary>Writes the message and the remedy.</summary>
    /// <returns>The exit code.</returns>
    public int Print(TextWriter error)
    {
        try
        {
            error.WriteLine($"flam: {Message}");
            foreach (string line in Remedy)
            {
                error.WriteLine($"  {line}");
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // Standard error is closed or full: the exit code is all that can still be said.
        }

        return ExitCode;
    }
}
