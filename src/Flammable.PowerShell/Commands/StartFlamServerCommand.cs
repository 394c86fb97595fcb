using System.Management.Automation;
using Flammable.Commands.Errors;
using Flammable.Completion;
using Flammable.Loading;
using Flammable.Servers;
using Flammable.Serving;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Starts a process that answers requests with a trained snapshot's own code and model, and emits the server.</summary>
[Cmdlet(VerbsLifecycle.Start, "FlamServer", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(ModelServer))]
public sealed class StartFlamServerCommand : SnapshotCommand
{
    /// <summary>The task file or folder whose last snapshot is served. The default is the current location.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ExperimentFolder]
    public string? Path { get; set; }

    /// <summary>The task file or folder whose last snapshot is served, by exactly this name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>The snapshot to serve: an id, a name, a snapshot, or an object with the properties Id and Experiment.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SnapshotSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [SnapshotArgument]
    [SnapshotCompleter]
    public SnapshotReference? Snapshot { get; set; }

    /// <summary>Serve HTTP on this port of the loopback address too, to whoever has the token. 0 takes any free port.</summary>
    [Parameter]
    [ValidateRange(0, ushort.MaxValue)]
    public int? Port { get; set; }

    /// <summary>The path of the server's socket, on Windows the name of its pipe. The default is one of the server's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Socket { get; set; }

    /// <summary>Serve HTTPS on this address and port too, such as 0.0.0.0:8443, to whoever has the token. It needs a certificate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Listen { get; set; }

    /// <summary>The file with the certificate for HTTPS: PEM, or PFX with its key. FLAMMABLE_CERTIFICATE_PASSWORD has its password.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The PEM file with the certificate's private key, where the certificate's file does not hold it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateKey { get; set; }

    /// <summary>How many instances of the task evaluate at the same time. The default is 1.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int? Workers { get; set; }

    /// <summary>How many seconds a sample may take, waiting included; then its worker is replaced. The default is 30.</summary>
    [Parameter]
    [ValidateRange(0.001, 86_400.0)]
    public double? Timeout { get; set; }

    /// <summary>How many samples may wait for a worker; more are refused for the moment. The default is 1024.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? QueueLength { get; set; }

    /// <summary>How many samples a task that can evaluate batches gets at once at most. The default is 32.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? MaxBatchSize { get; set; }

    /// <summary>How many milliseconds a batch waits for more samples at most. The default is 2.</summary>
    [Parameter]
    [ValidateRange(0.0, 60_000.0)]
    public double? MaxBatchWait { get; set; }

    /// <summary>How many bytes the body of a request, or a line of it, may have. The default is 10 MB.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxRequestSize { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Contradiction() is { } contradiction)
        {
            WriteErrors(contradiction, null);
            return;
        }

        object? target = Snapshot ?? (object?)Path ?? LiteralPath;
        if (TryAsk(target, FindTrained, out var snapshot)
            && TryAsk(snapshot, () => Describe(snapshot), out var start)
            && ShouldProcess(snapshot.ToString(), "Start a server")
            && TryAsk(snapshot, () => Servers.Start(start, FlamProgram.Find(), WriteWarning, StopToken), out var server))
        {
            WriteObject(server);
        }
    }

    private InputException? Contradiction() => this switch
    {
        { Port: not null, Listen: not null } => InputErrors.PortAndListen(),
        { Listen: not null, Certificate: null } => InputErrors.CertificateMissing(),
        { Listen: null, Certificate: not null } or { Certificate: null, CertificateKey: not null } => InputErrors.CertificateWithoutListen(),
        _ => null,
    };

    private Snapshot FindTrained() => Library.FindTrained(Snapshot is null
        ? new EvalRequest { Path = Paths.Single(Path, LiteralPath), Ignore = Ignore }
        : new EvalRequest { Snapshot = Snapshot.Find(Library) });

    private ServerStart Describe(Snapshot snapshot) => new()
    {
        Library = Library.Folder,
        Snapshot = snapshot,
        SocketPath = OperatingSystem.IsWindows() ? Socket : FullPath(Socket),
        Port = Port,
        Listen = Listen,
        Certificate = FullPath(Certificate),
        CertificateKey = FullPath(CertificateKey),
        MaxRequestSize = MaxRequestSize,
        Serving = Options(new ServingOptions()),
    };

    private string? FullPath(string? path) => path is null ? null : Paths.ToFile(path);

    private ServingOptions Options(ServingOptions defaults) => defaults with
    {
        Workers = Workers ?? defaults.Workers,
        Timeout = Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.Timeout,
        QueueLength = QueueLength ?? defaults.QueueLength,
        MaxBatchSize = MaxBatchSize ?? defaults.MaxBatchSize,
        MaxBatchWait = MaxBatchWait is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : defaults.MaxBatchWait,
    };
}
