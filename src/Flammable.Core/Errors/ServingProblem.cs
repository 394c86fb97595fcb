namespace Flammable.Errors;

/// <summary>Why a served model has not answered.</summary>
public enum ServingProblem
{
    /// <summary>More samples wait than may; later there will be room.</summary>
    QueueFull,

    /// <summary>The answer took longer than it may.</summary>
    TimedOut,

    /// <summary>The task says that the sample is none; the message is the task's own, and meant for the client.</summary>
    SampleRefused,

    /// <summary>The sample is longer than a request may be.</summary>
    SampleTooLong,

    /// <summary>The task failed. Why stands in the server's log, and is not for the client.</summary>
    TaskFailed,

    /// <summary>The server ends.</summary>
    Stopping,
}
