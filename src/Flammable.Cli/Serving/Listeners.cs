using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Flammable.Cli.Serving;

/// <summary>Where the web server listens, and the limits that it sets to its clients.</summary>
internal static class Listeners
{
    private const string PipePrefix = @"\\.\pipe\";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void AddTo(IWebHostBuilder builder, WebServerSettings settings)
    {
        builder.UseKestrelCore().UseKestrelHttpsConfiguration();
        if (OperatingSystem.IsWindows())
        {
            builder.UseNamedPipes(options => options.CurrentUserOnly = true);
        }

        builder.ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            AddSocket(kestrel, settings.SocketPath);
            if (settings.Endpoint is not null)
            {
                kestrel.Listen(settings.Endpoint, listener => AddAddress(listener, settings.Certificate));
            }
        });
        builder.UseSockets(options => options.CreateBoundListenSocket = Bind);
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(listener => listener.Protocols = HttpProtocols.Http1);

        // The routes that read a body count its bytes themselves, so that one that is too long is told so, not cut.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static void AddSocket(KestrelServerOptions kestrel, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            kestrel.ListenNamedPipe(path[PipePrefix.Length..], AddLocal);
        }
        else
        {
            kestrel.ListenUnixSocket(path, AddLocal);
        }
    }

    private static void AddLocal(ListenOptions listener)
    {
        listener.Use(next => connection =>
        {
            connection.Features.Set(LocalPeer.Instance);
            return next(connection);
        });
        Explain(listener);
    }

    private static void AddAddress(ListenOptions listener, ServerCertificate? certificate)
    {
        if (certificate is not null)
        {
            listener.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificate.Certificate,
                ServerCertificateChain = certificate.Chain,
            });
        }

        Explain(listener);
    }

    private static void Explain(ListenOptions listener) => listener.Use(next => connection =>
    {
        connection.Transport = new ExplainedConnection(connection.Transport);
        return next(connection);
    });

    // Between its binding and its listening nobody can connect to a socket: its mode is right before anybody could.
    private static Socket Bind(EndPoint endpoint)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (endpoint is UnixDomainSocketEndPoint place && !OperatingSystem.IsWindows())
        {
            try
            {
                File.SetUnixFileMode(place.ToString(), Private);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        return socket;
    }
}
