using System.Management.Automation;
using Flammable.Commands.Errors;
using Flammable.Exporting;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Writes snapshots with their metrics to one file, whole or not at all.</summary>
[Cmdlet(VerbsData.Export, "FlamSnapshot", SupportsShouldProcess = true)]
public sealed class ExportFlamSnapshotCommand : EachSnapshotCommand
{
    private readonly List<Snapshot> _snapshots = [];
    private string _output = "";
    private ExportFormat _format;

    /// <summary>The file to write, by exactly this name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What to write. The default is what the file's extension says: .csv, .json, .jsonl or .ndjson.</summary>
    [Parameter]
    public ExportFormat? Format { get; set; }

    /// <summary>Replace the file where it exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Whatever is wrong with the file is told before the pipeline has done its work.
        _output = AskOrEnd(CheckOutput);
        _format = AskOrEnd(() => Format ?? ExportFormats.Of(_output) ?? throw InputErrors.FormatUnknown(_output));
    }

    /// <inheritdoc/>
    protected override void Process(Snapshot snapshot) => _snapshots.Add(snapshot);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_snapshots.Count == 0)
        {
            WriteWarning($"There is no snapshot to export; the file '{_output}' was not written.");
        }
        else if (ShouldProcess(_output, $"Export {_snapshots.Count} snapshots"))
        {
            TryAsk(_output, Export, out _);
        }
    }

    private bool Export()
    {
        Library.Export(_snapshots.DistinctBy(snapshot => snapshot.Path), _output, _format, Force, StopToken);
        return true;
    }

    private string CheckOutput()
    {
        string output = Paths.ToFile(Path);
        return Directory.Exists(output) ? throw InputErrors.OutputIsFolder(output)
            : !Directory.Exists(System.IO.Path.GetDirectoryName(output)) ? throw InputErrors.OutputFolderNotFound(output)
            : File.Exists(output) && !Force ? throw InputErrors.OutputExists(output)
            : output;
    }
}
