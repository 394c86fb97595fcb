using Flammable.Execution;

namespace Flammable.Tests.Fixtures;

/// <summary>Calls of imported tasks that end with the test.</summary>
public static class ImportedTaskCalls
{
    /// <summary>Evaluates a sample.</summary>
    public static object? Ask(this ImportedTask task, object? sample = null) => task.Eval(sample, null, TestContext.Current.CancellationToken);

    /// <summary>Tests the task.</summary>
    public static IReadOnlyDictionary<string, double> Measure(this ImportedTask task) => task.Test(null, TestContext.Current.CancellationToken);
}
