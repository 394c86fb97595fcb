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

    /// <summary>Use the model on samples as they come, one after another. The programs of a <see cref="Processes.ProcessTask"/> are told so.</summary>
    Serve,
}
