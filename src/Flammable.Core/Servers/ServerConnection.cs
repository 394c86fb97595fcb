using System.Diagnostics;
using System.IO.Pipes;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Servers;

/// <summary>HTTP over the socket of one server.</summary>
internal sealed class ServerConnection : IDisposable
{
    // The system closes the sockets of a process that it kills shortly before it frees its locks.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client;
    private readonly ServerFiles _files;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="server">The server.</param>
    /// <param name="files">Tells whether its process lives.</param>
    public ServerConnection(ModelServer server, ServerFiles files)
    {
        Server = server;
        _files = files;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellation) => ConnectAsync(server.SocketPath, cancellation),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        })
        {
            BaseAddress = new Uri("http://localhost/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public ModelServer Server { get; }

    private bool IsAlive => _files.IsAlive(Server.Id);

    /// <summary>The server as it says of itself.</summary>
    public async Task<ModelServer> GetStatusAsync(CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "control/status"), cancellation).ConfigureAwait(false);
        await EnsureGoodAsync(answer, ServerProblem.Refused, cancellation).ConfigureAwait(false);
        try
        {
            return ServerJson.Read(await ReadAsync(answer, cancellation).ConfigureAwait(false));
        }
        catch (JsonException error)
        {
            throw Error("says nothing of itself that can be read.", ServerProblem.Refused, error);
        }
    }

    /// <summary>Asks the server to stop; it says that it will, and does so by and by.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, "control/stop"), cancellation).ConfigureAwait(false);
        await EnsureGoodAsync(answer, ServerProblem.Refused, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes the server answer with another snapshot.</summary>
    public async Task SwapAsync(string library, Snapshot snapshot, CancellationToken cancellation)
    {
        var wanted = new JsonObject { ["library"] = library, ["experiment"] = snapshot.Experiment, ["snapshot"] = snapshot.Name };
        using HttpResponseMessage answer = await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "control/swap")
            {
                Content = new StringContent(wanted.ToJsonString(), new MediaTypeHeaderValue("application/json")),
            },
            cancellation).ConfigureAwait(false);
        await EnsureGoodAsync(answer, ServerProblem.SwapFailed, cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends a request, and waits for the head of its answer.</summary>
    /// <exception cref="ServerException">The server is not there, or went meanwhile.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            try
            {
                return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                throw await GoneAsync(error).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads an answer to its end.</summary>
    /// <exception cref="ServerException">The server went meanwhile.</exception>
    public async Task<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            return await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw await GoneAsync(error).ConfigureAwait(false);
        }
    }

    /// <summary>The error where the server does not answer any more.</summary>
    public async Task<ServerException> GoneAsync(Exception error)
    {
        long start = Stopwatch.GetTimestamp();
        while (IsAlive && Stopwatch.GetElapsedTime(start) < EndPatience)
        {
            await Task.Delay(Step).ConfigureAwait(false);
        }

        return IsAlive
            ? Error($"does not answer: {error.Message}", ServerProblem.NotAnswering, error)
            : Error("is gone.", ServerProblem.Dead, error);
    }

    /// <summary>The error that an answer is.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="problem">What the error is where the server gives a reason.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task EnsureGoodAsync(HttpResponseMessage answer, ServerProblem problem, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode)
        {
            byte[] body = await ReadAsync(answer, cancellation).ConfigureAwait(false);
            throw Error($"refuses: {ProblemDetails.Read(body, (int)answer.StatusCode).Text}", problem);
        }
    }

    public void Dispose() => _client.Dispose();

    private ServerException Error(string state, ServerProblem problem, Exception? inner = null) =>
        new($"The server '{Server}' {state}", problem, inner) { Server = Server.Id };

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            var pipe = new NamedPipeClientStream(".", path[SocketFile.PipePrefix.Length..], PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
            try
            {
                await pipe.ConnectAsync(TimeSpan.FromSeconds(5), cancellation).ConfigureAwait(false);
                return pipe;
            }
            catch
            {
                await pipe.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
