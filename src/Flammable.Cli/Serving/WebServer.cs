using System.Net;
using System.Net.Sockets;
using Flammable.Errors;
using Flammable.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flammable.Cli.Serving;

/// <summary>The web server: its listeners, the entrance, the routes.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping = new();

    private WebServer(WebServerSettings settings, ModelHost host, IServerControl control, ServerMetrics metrics, ServerLog log)
    {
        // Nothing is read from files of settings or from variables such as ASPNETCORE_URLS.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "flam" });
        builder.Logging.AddProvider(log.Provider).SetMinimumLevel(LogLevel.Warning);

        // Where nobody listens to it, a request needs no scope and no activity; the entrance logs what fails.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        ServerDescription.AddTo(builder.Services, host);
        Listeners.AddTo(builder.WebHost, settings);

        _application = builder.Build();
        _application.Use(new Entrance(settings.Token is null ? null : new BearerToken(settings.Token), metrics, log).InvokeAsync);
        DataRoutes.Map(_application, host, metrics, settings.MaxRequestSize, _stopping.Token);
        ServerDescription.Map(_application);
        ControlRoutes.Map(_application, control);
    }

    /// <summary>The address beside the socket, with the port that was found; <see langword="null"/> where there is none.</summary>
    public string? Address => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
        .FirstOrDefault(address => !address.Contains("://unix:", StringComparison.Ordinal) && !address.Contains("://pipe:", StringComparison.Ordinal));

    /// <summary>Begins to listen.</summary>
    /// <exception cref="ServerException">The address or the socket cannot be listened on.</exception>
    public static async Task<WebServer> StartAsync(
        WebServerSettings settings, ModelHost host, IServerControl control, ServerMetrics metrics, ServerLog log, CancellationToken cancellation)
    {
        var server = new WebServer(settings, host, control, metrics, log);
        try
        {
            await server._application.StartAsync(cancellation);
            return server;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await server.DisposeAsync();
            throw Unlistenable(settings, error);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more connections, and waits until what was accepted is answered.</summary>
    /// <param name="end">Cuts the connections that are left.</param>
    public async Task StopAsync(CancellationToken end)
    {
        await _stopping.CancelAsync();
        await _application.StopAsync(end);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private static ServerException Unlistenable(WebServerSettings settings, Exception error)
    {
        bool isInUse = error.InnerException is AddressInUseException || error is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
        string place = settings.Endpoint is IPEndPoint endpoint ? $"The address {endpoint}" : $"The socket '{settings.SocketPath}'";
        return isInUse
            ? new ServerException($"{place} is in use by another program.", ServerProblem.AddressInUse, error)
            : new ServerException($"{place} cannot be listened on: {(error.InnerException ?? error).Message}", ServerProblem.BadAddress, error);
    }
}
