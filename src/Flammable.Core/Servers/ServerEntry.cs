using System.Security.Cryptography;
using Flammable.Errors;

namespace Flammable.Servers;

/// <summary>The registration of the server that is this process. It ends when it is disposed; when the process is killed, the system sees to it that the server is known to be dead.</summary>
public sealed class ServerEntry : IDisposable
{
    private readonly ServerFiles _files;
    private readonly FileStream _lock;
    private readonly Lock _turn = new();
    private bool _disposed;

    internal ServerEntry(ServerFiles files, FileStream held, ModelServer server)
    {
        _files = files;
        _lock = held;
        Server = server;
        try
        {
            if (server.TokenPath is not null)
            {
                Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
                files.WriteToken(server.Id, Token);
            }

            files.Write(server);
        }
        catch
        {
            files.Delete(server, held);
            throw;
        }
    }

    /// <summary>The server as it is registered.</summary>
    public ModelServer Server { get; private set; }

    /// <summary>What clients of the address must show, as text without spaces; <see langword="null"/> where it is the socket.</summary>
    public string? Token { get; }

    /// <summary>Registers a change: that it runs, at which address, where it logs, which snapshot it serves. A dead server that had the address is forgotten.</summary>
    /// <param name="change">Makes the changed server of the one that is registered; the id stays.</param>
    /// <exception cref="SnapshotStoreException">It cannot be written; <see cref="Server"/> is changed all the same.</exception>
    public void Update(Func<ModelServer, ModelServer> change)
    {
        lock (_turn)
        {
            ModelServer changed = change(Server);
            if (changed.Address != Server.Address)
            {
                _files.ClearDead(other => other.Address == changed.Address);
            }

            Server = changed;
            if (!_disposed)
            {
                _files.Write(changed);
            }
        }
    }

    /// <summary>Takes the server out of the registry, with its token and its socket.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            if (!_disposed)
            {
                _disposed = true;
                _files.Delete(Server, _lock);
            }
        }
    }
}
