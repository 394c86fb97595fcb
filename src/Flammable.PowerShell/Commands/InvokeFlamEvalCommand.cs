using System.Management.Automation;
using Flammable.Commands.Errors;
using Flammable.Completion;
using Flammable.Execution;
using Flammable.Pipeline;
using Flammable.Servers;

namespace Flammable.Commands;

/// <summary>
/// Evaluates files of samples with a trained snapshot and emits the files of predictions, or lets a server evaluate samples
/// and emits the predictions.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "FlamEval", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), ParameterSetName = [PathSet, LiteralPathSet, SnapshotSet])]
[OutputType(typeof(object), ParameterSetName = [ServerSet])]
public sealed class InvokeFlamEvalCommand : SnapshotCommand, IDisposable
{
    private const string ServerSet = "Server";

    private readonly EvalOutputs _outputs = new();
    private readonly SampleBatches _batches = new();
    private EvalSession? _session;
    private bool _hasNoSession;
    private ServerClient? _client;

    /// <summary>Files with samples. One of exactly that name comes first, else wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = LiteralPathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SnapshotSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("FullName", "PSPath")]
    public string[] InputPath { get; set; } = [];

    /// <summary>The file to write, or an existing folder for a file of the input's name. The default is NAME.predictions.EXT beside the input.</summary>
    [Parameter(Position = 1, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 1, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 1, ParameterSetName = SnapshotSet, ValueFromPipelineByPropertyName = true)]
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

    /// <summary>The server that evaluates: an id, a server, or an object with the property Id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet)]
    [ValidateNotNull]
    [ServerArgument]
    [ServerCompleter]
    public ServerReference? Server { get; set; }

    /// <summary>One sample as the task takes it: a number, a text, a list, a table or a row. Each object of the pipeline is one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Server is not null
            && TryAsk(Server, () => Server.Find(Servers, StopToken), out var server)
            && ShouldProcess(server.ToString(), "Evaluate samples"))
        {
            _batches.Least = server.Workers;
            TryAsk(Server, () => Servers.OpenClient(server), out _client);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Server is not null)
        {
            AddSample();
            return;
        }

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

    /// <inheritdoc/>
    protected override void EndProcessing() => EvalBatch();

    /// <summary>Lets the session or the server go, at the end of the pipeline and where it stops before.</summary>
    public void Dispose()
    {
        _session?.Dispose();
        _client?.Dispose();
    }

    private void AddSample()
    {
        _batches.Add(InputObject);
        if (_batches.IsDue)
        {
            EvalBatch();
        }
    }

    private void EvalBatch()
    {
        IReadOnlyList<object?> samples = _batches.Take();
        if (_client is null || samples.Count == 0)
        {
            return;
        }

        if (!TryAsk(Server, () => Ask(_client, samples), out var outcomes))
        {
            // A server that has gone is one error, not one for each batch.
            _client.Dispose();
            _client = null;
            return;
        }

        _batches.Answered();
        foreach ((object? sample, EvalOutcome outcome) in samples.Zip(outcomes))
        {
            if (outcome.Error is null)
            {
                WriteObject(outcome.Result);
            }
            else
            {
                WriteErrors(ServerErrorRecords.Error(outcome), sample);
            }
        }
    }

    private IReadOnlyList<EvalOutcome> Ask(ServerClient client, IReadOnlyList<object?> samples) =>
        client.EvalAsync([.. samples.Select(ScriptSample.Unwrap)], StopToken).GetAwaiter().GetResult();

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
