using System.Management.Automation;
using Flammable.Errors;
using Flammable.Servers;

namespace Flammable.Commands;

/// <summary>What a user gives to mean a server: an id, a server, or a row that names one.</summary>
/// <param name="Id">The id or its unique beginning.</param>
public sealed record ServerReference(string Id)
{
    /// <summary>Reads a reference.</summary>
    /// <param name="value">
    /// A text, a <see cref="ModelServer"/>, or any object with the property Id, such as a deserialized server or a row of a CSV file.
    /// </param>
    /// <returns>The reference, or <see langword="null"/> where the value is none.</returns>
    public static ServerReference? From(object? value) => value switch
    {
        ServerReference reference => reference,
        string id => new ServerReference(id),
        ModelServer server => new ServerReference(server.Id),
        PSObject { BaseObject: not PSCustomObject } wrapped => From(wrapped.BaseObject),
        PSObject row => row.Properties[nameof(Id)]?.Value?.ToString() is { Length: > 0 } id ? new ServerReference(id) : null,
        _ => null,
    };

    /// <summary>Finds the one server.</summary>
    /// <param name="servers">The servers of this user.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="ServerException">None has that id, or several have ids that begin so.</exception>
    public ModelServer Find(ServerDirectory servers, CancellationToken cancellation) => servers.GetServer(Id, cancellation);

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
