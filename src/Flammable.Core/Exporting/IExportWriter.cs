using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Exporting;

/// <summary>Writes one export. Disposing ends what was begun; the stream stays open.</summary>
internal interface IExportWriter : IDisposable
{
    /// <summary>Writes a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="points">Its points, read as they are written.</param>
    void Write(Snapshot snapshot, IEnumerable<SeriesPoint> points);
}
