using System.Runtime.CompilerServices;
using System.Text.Json;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Processes;

/// <summary>
/// A task whose training, test and evaluation are programs in any language. A program is told its parameters, seed and
/// folders by its environment and by a JSON file, and reports metrics, models and progress as JSON lines: see
/// <c>about_Flammable_Processes</c>. What it prints goes to the run's log; its exit code says whether it succeeded.
/// </summary>
/// <remarks>
/// A folder with a <c>flammable.json</c> is such a task without any C#. Derive this class where a property or a check of
/// your own decides the command.
/// </remarks>
public abstract class ProcessTask : FlamTask
{
    private static readonly TimeSpan DefaultStopTimeout = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan TimeToKill = TimeSpan.FromMilliseconds(400);

    private readonly SampleService _service = new();
    private long? _peakMemory;

    /// <summary>
    /// The command that trains; <see langword="null"/> where the task does not implement it. It is split at blanks, but not
    /// between quotes, and no shell looks at it. <c>{name}</c> stands for the value of a hyperparameter, <c>{seed}</c> and
    /// <c>{snapshot}</c> for the run's seed and the snapshot's folder, <c>{data:file}</c> for the full path of a data file,
    /// <c>{{</c> for a brace.
    /// </summary>
    protected virtual string? TrainCommand => null;

    /// <summary>The command that tests, as <see cref="TrainCommand"/>.</summary>
    protected virtual string? TestCommand => null;

    /// <summary>The command that evaluates a file, as <see cref="TrainCommand"/>; <c>{input}</c> and <c>{output}</c> are the full paths of the two files.</summary>
    protected virtual string? EvalCommand => null;

    /// <summary>
    /// The command that evaluates samples, as <see cref="TrainCommand"/>: a program that stays up, and answers each line of JSON
    /// on its standard input with one on its standard output. It is started for the first sample, and keeps what it was told then.
    /// </summary>
    protected virtual string? ServeCommand => null;

    /// <summary>Whether the program of <see cref="ServeCommand"/> takes several samples in each line.</summary>
    protected virtual bool ServesBatches => false;

    /// <summary>
    /// Whether the program of <see cref="ServeCommand"/> says when it has loaded its model, by <c>{"ready": true}</c> as its first
    /// line. A server is ready no sooner, and the loading is no part of the time that a sample may take.
    /// </summary>
    protected virtual bool SaysWhenReady => false;

    /// <summary>How long the program may take to end after it was asked to; then it is killed with all processes that it started.</summary>
    protected virtual TimeSpan StopTimeout => DefaultStopTimeout;

    internal override long? ProgramPeakMemory => _peakMemory;

    internal override TimeSpan StopGrace => StopTimeout + TimeToKill;

    /// <inheritdoc/>
    public override void Train() => Execute(TaskVerb.Train);

    /// <inheritdoc/>
    public override void Test() => Execute(TaskVerb.Test);

    /// <inheritdoc/>
    public override void EvalPath(string inputPath, string outputPath) => Execute(TaskVerb.Eval, inputPath, outputPath);

    /// <inheritdoc/>
    public override object? Eval(object? sample) => ServesBatches ? EvalBatch([sample])[0] : Ask(SampleLine.Of(sample), null);

    /// <inheritdoc/>
    public override IReadOnlyList<object?> EvalBatch(IReadOnlyList<object?> samples) => ServesBatches
        ? [.. ((Array)Ask(SampleLine.OfAll(samples), samples.Count)!).Cast<object?>()]
        : base.EvalBatch(samples);

    /// <summary>Leaves the JSON as it is: the program is handed what the client has sent.</summary>
    protected internal override object? ReadSample(JsonElement json) => json;

    internal override bool Implements(string method) =>
        DeclarerOf(method) != typeof(ProcessTask) ? base.Implements(method)
            : method == nameof(EvalBatch) ? ServesBatches && Implements(nameof(Eval))
            : VerbOf(method) is { } verb && CheckedCommand(verb) is not null;

    internal override void WarmUp()
    {
        if (Implements(nameof(Eval)))
        {
            _service.Open(StartServing, TaskScope.Current?.Log, Run.Cancellation);
        }
    }

    internal override void Close() => _service.Dispose();

    /// <summary>A verb as manifests and programs have it.</summary>
    internal static string NameOf(TaskVerb verb) => verb switch
    {
        TaskVerb.Train => "train",
        TaskVerb.Test => "test",
        TaskVerb.Eval => "eval",
        _ => "serve",
    };

    /// <summary>The command of a verb; <see langword="null"/> where there is none.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    private protected virtual CommandLine? CommandOf(TaskVerb verb) => verb switch
    {
        TaskVerb.Train => Parse(TrainCommand),
        TaskVerb.Test => Parse(TestCommand),
        TaskVerb.Eval => Parse(EvalCommand),
        _ => Parse(ServeCommand),
    };

    /// <summary>The data files that the program is told the full paths of, beside those in its command.</summary>
    private protected virtual IReadOnlyList<string> DataFiles => [];

    private static CommandLine? Parse(string? text) => text is null ? null : CommandLine.Parse(text);

    /// <summary>The verb that a method stands for; <see langword="null"/> where it stands for none.</summary>
    private protected static TaskVerb? VerbOf(string method) => method switch
    {
        nameof(Train) => TaskVerb.Train,
        nameof(Test) => TaskVerb.Test,
        nameof(Eval) => TaskVerb.Serve,
        nameof(EvalPath) => TaskVerb.Eval,
        _ => null,
    };

    private CommandLine? CheckedCommand(TaskVerb verb)
    {
        CommandLine? command = CommandOf(verb);
        return command?.FindUnknown(verb, GetHyperparameters().Select(one => one.Name)) is { } unknown
            ? throw new FormatException($"the command '{command.Text}' has an unknown '{{{unknown}}}'")
            : command;
    }

    private object? Ask(byte[] line, int? count) =>
        _service.Ask(line, count, StartServing, TaskScope.Current?.Log, Run.Cancellation);

    private SampleProgram StartServing()
    {
        CommandLine command = CheckedCommand(TaskVerb.Serve) ?? throw Missing(nameof(Eval));
        RunFolder folder = Run.CheckOutCode();
        try
        {
            RunExchange exchange = Exchange(TaskVerb.Serve, command, folder);
            return SampleProgram.Start(command, exchange, folder, Run, StopTimeout, SaysWhenReady, TaskScope.Current is not null);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private RunExchange Exchange(TaskVerb verb, CommandLine command, RunFolder folder, string? inputPath = null, string? outputPath = null)
    {
        if (verb != TaskVerb.Train && Snapshot.Folder is { } home && CopyMark.Read(home) is { HasArtifacts: false })
        {
            // The program would only say that it finds no file.
            foreach (string name in Snapshot.ModelFiles)
            {
                Snapshot.OpenModel(name).Dispose();
            }
        }

        return RunExchange.Open(
            new ProcessCall(verb, Snapshot, Run, Hyperparameters.Read(this), inputPath, outputPath, verb == TaskVerb.Serve && SaysWhenReady),
            [.. DataFiles, .. command.Data],
            folder.Path);
    }

    private void Execute(TaskVerb verb, string? inputPath = null, string? outputPath = null, [CallerMemberName] string method = "")
    {
        CommandLine command = CheckedCommand(verb) ?? throw Missing(method);
        if (verb == TaskVerb.Train)
        {
            // It would go on with the model from before.
            _service.Stop();
        }

        using RunFolder folder = Run.CheckOutCode();
        RunExchange exchange = Exchange(verb, command, folder, inputPath, outputPath);
        RunLog? log = TaskScope.Current?.Log;
        var report = new ReportReader(exchange.ReportPath, new RunReport(verb, Snapshot, Run, exchange.ModelFolder, log));
        using TaskProcess process = TaskProcess.Start(
            command, command.Fill(exchange.ValueOf), folder.Code, Run, exchange.SetVariables, log);
        try
        {
            process.WaitForEnd(Poll, StopTimeout, Run.Cancellation);
        }
        catch (OperationCanceledException)
        {
            Snapshot.IsEnding = true;
            report.ReadRest();
            throw;
        }

        report.ReadRest();
        process.EnsureSucceeded();

        void Poll()
        {
            _peakMemory = process.PeakMemory ?? _peakMemory;
            report.ReadLines();
        }
    }
}
