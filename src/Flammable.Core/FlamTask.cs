using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable;

/// <summary>
/// The base of every experiment's code. A task can be trained (adjusting parameters to an objective), tested (measuring
/// the model), evaluated (using the model on new samples) and served. Override what the task can do; the rest answers
/// that the task does not implement it.
/// </summary>
/// <remarks>
/// One file runs in three ways with no change: from the cmdlets and <c>flam</c>, by itself with <c>dotnet run</c> where
/// it calls <see cref="Main"/>, and by direct use (<c>new MyTask().Train()</c>) with a snapshot that lives in memory.
/// </remarks>
public abstract partial class FlamTask
{
    internal static readonly TimeSpan DefaultStopGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Where the task files its metrics, models and notes. In memory only, until a run links the task to a stored snapshot.</summary>
    public TaskSnapshot Snapshot { get; private set; } = TaskSnapshot.InMemory();

    /// <summary>The run that the task is part of: its cancellation, progress and data.</summary>
    public TaskRun Run { get; private set; } = TaskRun.Direct();

    /// <summary>Adjusts the model's parameters, files metrics in <c>Snapshot.Train</c> and saves the model.</summary>
    /// <exception cref="TaskMethodMissingException">The task does not override it.</exception>
    public virtual void Train() => throw Missing();

    /// <summary>Measures the trained model and stores the results in <c>Snapshot.Test</c>.</summary>
    /// <exception cref="TaskMethodMissingException">The task does not override it.</exception>
    public virtual void Test() => throw Missing();

    /// <summary>Uses the trained model on one sample.</summary>
    /// <param name="sample">The sample, in the form that the task takes.</param>
    /// <returns>The prediction, in the form that the task gives.</returns>
    /// <exception cref="TaskMethodMissingException">The task does not override it.</exception>
    public virtual object? Eval(object? sample) => throw Missing();

    /// <summary>Uses the trained model on a file of samples.</summary>
    /// <param name="inputPath">The full path of the file with the samples.</param>
    /// <param name="outputPath">The full path of the file to write the predictions to. Its folder exists, the file does not.</param>
    /// <exception cref="TaskMethodMissingException">The task does not override it.</exception>
    public virtual void EvalPath(string inputPath, string outputPath) => throw Missing();

    /// <summary>
    /// Makes the file a program of its own: <c>dotnet run MyTask.cs -- train --force</c> does what
    /// <c>flam train MyTask.cs --force</c> does.
    /// </summary>
    /// <param name="args">The command line: a command of <c>flam</c> and its options, without the task's path.</param>
    /// <param name="sourceFile">The file that calls; the compiler fills it in.</param>
    /// <returns>The exit code of <c>flam</c>: 0 for success.</returns>
    public static int Main(string[] args, [CallerFilePath] string sourceFile = "") => FrontEnd.Run(args, sourceFile);

    /// <summary>Tries out what a training and a test would do.</summary>
    internal virtual void DryRun()
    {
        Train();
        if (Implements(nameof(Test)))
        {
            Test();
        }
    }

    /// <summary>How long the task may go on after its run was cancelled; then its thread is left behind.</summary>
    internal virtual TimeSpan StopGrace => DefaultStopGrace;

    /// <summary>The most memory that the task's program has taken, in bytes; <see langword="null"/> where the task is none.</summary>
    internal virtual long? ProgramPeakMemory => null;

    /// <summary>The task's name in messages.</summary>
    internal virtual string DisplayName => GetType().Name;

    /// <summary>Turns a sample as a script has it into what <see cref="Eval"/> takes.</summary>
    internal virtual object? ToSample(object? sample) => SampleConversion.Plain(sample);

    /// <summary>Measures the model on a file of samples, and stores nothing.</summary>
    internal virtual IReadOnlyDictionary<string, double> TestOnFile(string path) => throw Missing("TestOn");

    /// <summary>Measures the model on samples, and stores nothing.</summary>
    internal virtual IReadOnlyDictionary<string, double> TestOnSamples(IEnumerable samples) => throw Missing("TestOn");

    internal void Link(TaskSnapshot snapshot, TaskRun run)
    {
        Snapshot = snapshot;
        Run = run;
    }

    internal IReadOnlyList<Hyperparameter> GetHyperparameters() => DeclareHyperparameters();

    /// <summary>The hyperparameters: of a task that is a class, its properties with <see cref="HyperparameterAttribute"/>.</summary>
    private protected virtual IReadOnlyList<Hyperparameter> DeclareHyperparameters() => HyperparameterProperty.Of(GetType());

    /// <summary>Whether the task can do what a method of this class stands for.</summary>
    /// <param name="method">The method's name.</param>
    internal virtual bool Implements(string method) => DeclarerOf(method) != typeof(FlamTask);

    /// <summary>The class whose version of a method of this class the task has.</summary>
    private protected Type DeclarerOf(string method)
    {
        MethodInfo inherited = typeof(FlamTask).GetMethod(method)!;
        return GetType().GetMethods().Single(own => own.GetBaseDefinition() == inherited).DeclaringType!;
    }

    /// <summary>The error that the task does not implement a method.</summary>
    internal virtual TaskMethodMissingException Missing([CallerMemberName] string method = "") => new(DisplayName, method);
}
