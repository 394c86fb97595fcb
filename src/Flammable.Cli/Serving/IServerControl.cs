using Flammable.Errors;
using Flammable.Servers;

namespace Flammable.Cli.Serving;

/// <summary>What the user's own programs can ask of the server.</summary>
internal interface IServerControl
{
    /// <summary>The server as it is now.</summary>
    ModelServer Status { get; }

    /// <summary>Makes the server stop by and by; returns at once.</summary>
    void RequestStop();

    /// <summary>Serves another snapshot of a library from now on.</summary>
    /// <exception cref="FlammableException">It cannot be loaded; the one before goes on.</exception>
    /// <exception cref="OperationCanceledException">The loading was cancelled, or the server stops; the one before goes on.</exception>
    void Swap(string library, string experiment, string snapshot, CancellationToken cancellation);
}
