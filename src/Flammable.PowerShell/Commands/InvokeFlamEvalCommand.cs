using System.Management.Automation;
using Flammable.Completion;
using Flammable.Execution;

namespace Flammable.Commands;

/// <summary>Evaluates files of samples with a trained snapshot and emits the files of predictions.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FlamEval", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class InvokeFlamEvalCommand : SnapshotCommand, IDisposable
{
    private readonly EvalOutputs _outputs = new();
    private EvalSession? _session;
    private bool _hasNoSession;

    /// <summary>Files with samples. One of exactly that name comes first, else wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("FullName", "PSPath")]
    public string[] InputPath { get; set; } = [];

    /// <summary>The file to write, or an existing folder for a file of the input's name. The default is NAME.predictions.EXT beside the input.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <summary>The task file or folder whose last snapshot is used. The default is the current location.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentFolder]
    public string? Path { get; set; }

    /// <summary>The task file or folder whose last snapshot is used, by exactly this name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>The snapshot to use: an id, a name, a snapshot, or an object with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SnapshotSet)]
    [ValidateNotNull]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference? Snapshot { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string input in ResolveEach(InputPath, Paths.LiteralOrExpand))
        {
            if (TryAsk(input, () => ChooseOutput(input), out var output)
                && ShouldProcess(input, $"Evaluate and write '{output}'")
                && OpenSession() is EvalSession session)
            {
                Eval(session, input, output);
            }
        }
    }

    /// <summary>Lets the session go, at the end of the pipeline and where it stops before.</summary>
    public void Dispose() => _session?.Dispose();

    private void Eval(EvalSession session, string input, string output)
    {
        if (RunTask(input, (events, cancellation) => Eval(session, input, output, events, cancellation), out _))
        {
            // The provider's item, not a bare FileInfo: it has what the table of files and PSPath bindings need.
            WriteObject(InvokeProvider.Item.Get([output], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    private static string Eval(
        EvalSession session, string input, string output, IProgress<RunEvent> events, CancellationToken cancellation)
    {
        session.Eval(input, output, events, cancellation);
        return output;
    }

    private EvalSession? OpenSession()
    {
        // A session that cannot be opened is one error, not one for each file.
        if (_session is null && !_hasNoSession)
        {
            Library library = Library;
            _hasNoSession = !TryAsk(Snapshot, MakeRequest, out var request)
                || !RunTask(request.Path, (events, _) => _session = library.OpenEval(request, events, StopToken), out _);
        }

        return _session;
    }

    private string ChooseOutput(string input) =>
        _outputs.Choose(input, OutputPath is null ? null : Paths.ToFile(OutputPath));

    private EvalRequest MakeRequest() => Snapshot is null
        ? new EvalRequest { Path = Paths.Single(Path, LiteralPath), Ignore = Ignore }
        : new EvalRequest { Snapshot = Snapshot.Find(Library) };
}
