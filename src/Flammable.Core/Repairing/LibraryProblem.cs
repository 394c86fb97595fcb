namespace Flammable.Repairing;

/// <summary>Something in a library that is not as it should be.</summary>
public sealed record LibraryProblem
{
    /// <summary>What is wrong.</summary>
    public required LibraryProblemKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public LibraryProblemStatus Status { get; init; } = LibraryProblemStatus.Damaged;

    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>The snapshot's name; <see langword="null"/> where it is the experiment's own problem.</summary>
    public string? Snapshot { get; init; }

    /// <summary>The full path of the file or folder.</summary>
    public required string Path { get; init; }

    /// <summary>One sentence that names the thing and its state.</summary>
    public required string Message { get; init; }

    /// <summary>What the repair does, or what the user can do; <see langword="null"/> where there is nothing to do.</summary>
    public string? Repair { get; init; }

    /// <summary>Whether it can be repaired, and is not yet.</summary>
    public bool CanRepair => Status == LibraryProblemStatus.Repairable;

    /// <summary>Repairs it. It takes the locks it needs, looks again, and may be done twice.</summary>
    internal Action<Quarantine>? Mend { get; init; }

    /// <summary>The same, with its repair.</summary>
    /// <param name="repair">What the repair does.</param>
    /// <param name="mend">Repairs it.</param>
    internal LibraryProblem RepairedBy(string repair, Action<Quarantine> mend) =>
        this with { Status = LibraryProblemStatus.Repairable, Repair = repair, Mend = mend };

    /// <summary>The same, where it harms nothing.</summary>
    /// <param name="advice">What the user can do.</param>
    internal LibraryProblem Harmless(string? advice = null) =>
        this with { Status = LibraryProblemStatus.Harmless, Repair = advice };

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
