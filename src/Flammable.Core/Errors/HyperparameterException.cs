namespace Flammable.Errors;

/// <summary>A value that was chosen for a hyperparameter does not fit the task. Nothing was captured.</summary>
public sealed class HyperparameterException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the task, the hyperparameter, the value, why it does not fit.</param>
    /// <param name="name">The hyperparameter's name, as it was given.</param>
    /// <param name="known">The names that the task has.</param>
    public HyperparameterException(string message, string name, IReadOnlyList<string> known)
        : base(message)
    {
        Name = name;
        Known = known.ToArray();
    }

    /// <summary>The hyperparameter's name, as it was given.</summary>
    public string Name { get; }

    /// <summary>The names that the task has.</summary>
    public IReadOnlyList<string> Known { get; }
}
