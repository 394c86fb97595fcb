using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Serving;

/// <summary>The errors that a client of a served model is told.</summary>
internal static class ServingErrors
{
    public static ServingException QueueFull(int length) =>
        new($"{length} samples wait already.", ServingProblem.QueueFull);

    public static ServingException TimedOut(TimeSpan timeout) =>
        new($"The answer took longer than {timeout.TotalSeconds:0.###} s.", ServingProblem.TimedOut);

    public static ServingException TaskFailed(Snapshot snapshot) =>
        new($"The task of '{snapshot}' failed on the sample.", ServingProblem.TaskFailed);

    public static ServingException Stopping() => new("The server ends.", ServingProblem.Stopping);
}
