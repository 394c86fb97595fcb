using Flammable.Snapshots;
using Microsoft.AspNetCore.Http;

namespace Flammable.Cli.Serving;

/// <summary>The header of an answer that names the snapshots whose models gave it.</summary>
internal sealed class AnsweredBy
{
    public const string Header = "Flammable-Snapshot";

    private sealed record Named(Snapshot Snapshot, string Name);

    private volatile Named? _last;

    /// <summary>Writes the header.</summary>
    public void Tell(HttpResponse response, params ReadOnlySpan<Snapshot> snapshots)
    {
        if (snapshots.Length == 1)
        {
            response.Headers[Header] = NameOf(snapshots[0]);
            return;
        }

        string[] names = new string[snapshots.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = NameOf(snapshots[i]);
        }

        response.Headers[Header] = string.Join(", ", names);
    }

    private string NameOf(Snapshot snapshot)
    {
        Named? last = _last;
        if (last is null || !ReferenceEquals(last.Snapshot, snapshot))
        {
            // A header takes ASCII alone; an experiment may be called anything.
            _last = last = new Named(snapshot, $"{Uri.EscapeDataString(snapshot.Experiment)}/{snapshot.Name}");
        }

        return last.Name;
    }
}
