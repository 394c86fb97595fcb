namespace Flammable.Cli.Serving;

/// <summary>A feature of connections over the server's own socket, which nobody but its user can open.</summary>
internal sealed class LocalPeer
{
    public static LocalPeer Instance { get; } = new();
}
