namespace Flammable.Cli.Errors;

/// <summary>What the exit code of <c>flam</c> says.</summary>
public static class ExitCode
{
    /// <summary>The command did what it was asked, or found nothing to do.</summary>
    public const int Done = 0;

    /// <summary>The task's own code failed.</summary>
    public const int TaskFailed = 1;

    /// <summary>The command line names something that does not exist or does not go together.</summary>
    public const int WrongUse = 2;

    /// <summary>A rule forbids it: changed code, a snapshot's state, the capture guard.</summary>
    public const int Refused = 3;

    /// <summary>The task's code does not compile.</summary>
    public const int DoesNotCompile = 4;

    /// <summary>The git repository or the library cannot be read or written.</summary>
    public const int StorageTrouble = 5;

    /// <summary>A training that was done again did not come out the same.</summary>
    public const int NotReproduced = 6;

    /// <summary>A server does not answer, died, or did not start.</summary>
    public const int ServerTrouble = 7;

    /// <summary>The user stopped it: 128 and the number of SIGINT, as shells count.</summary>
    public const int Cancelled = 130;
}
