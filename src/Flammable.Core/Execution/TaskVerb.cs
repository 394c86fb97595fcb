namespace Flammable.Execution;

/// <summary>What a run does with a task.</summary>
public enum TaskVerb
{
    /// <summary>Adjust the model's parameters.</summary>
    Train,

    /// <summary>Measure the model.</summary>
    Test,

    /// <summary>Use the model on samples.</summary>
    Eval,
}
