namespace Flammable.Execution;

/// <summary>A task as its code stands: what it can do, and what can be chosen for its training.</summary>
public sealed record TaskDescription
{
    /// <summary>The class, without its namespace.</summary>
    public required string Name { get; init; }

    /// <summary>The class with its namespace, as <see cref="TrainRequest.TaskName"/> takes it.</summary>
    public required string FullName { get; init; }

    /// <summary>The full path to train it by: of the file that declares it, else of its project or folder.</summary>
    public required string Path { get; init; }

    /// <summary>Which of <c>Train</c>, <c>Test</c>, <c>Eval</c> and <c>EvalPath</c> it implements, in this order.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The hyperparameters in the order of the code, those that it inherits last.</summary>
    public required IReadOnlyList<HyperparameterDescription> Hyperparameters { get; init; }

    /// <summary>The full name.</summary>
    public override string ToString() => FullName;
}
