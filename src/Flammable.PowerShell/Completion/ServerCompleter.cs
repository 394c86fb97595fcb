using System.Collections;
using System.Management.Automation;
using Flammable.Servers;

namespace Flammable.Completion;

/// <summary>Completes the ids of servers, with snapshot, state and address as the tooltip.</summary>
public sealed class ServerCompleter : FlamCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(string word, IDictionary bound) =>
        from server in ServerDirectory.Open().GetRegistered()
        where Begins(server.Id, word)
        let snapshot = $"{server.Experiment}/{server.Snapshot}"
        select Result(server.Id, $"{server.Id}  {snapshot}", $"{snapshot}, {server.State}: {server.Address}");
}
