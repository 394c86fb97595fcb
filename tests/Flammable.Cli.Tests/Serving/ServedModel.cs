using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

/// <summary>A process of <c>flam server</c>, and clients of it.</summary>
internal sealed class ServedModel : IDisposable
{
    public const string Json = "application/json";
    public const string Lines = "application/x-ndjson";
    public const string Csv = "text/csv";

    private readonly JsonObject _facts;

    private ServedModel(FlamProcess process, JsonObject facts)
    {
        Process = process;
        _facts = facts;
        Socket = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, cancellation) => new NetworkStream(await ConnectAsync(cancellation), ownsSocket: true) })
        {
            BaseAddress = new Uri("http://localhost"),
        };
        Address = new HttpClient { BaseAddress = TokenPath is null ? Socket.BaseAddress : new Uri(Url) };
        if (TokenPath is not null)
        {
            Address.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }
    }

    public FlamProcess Process { get; }

    /// <summary>Over the socket.</summary>
    public HttpClient Socket { get; }

    /// <summary>Over the address, with the token.</summary>
    public HttpClient Address { get; }

    public string Id => Text("id")!;

    public string Url => Text("address")!;

    public string SocketPath => Text("socket_path")!;

    public string LogPath => Text("log_path")!;

    public string? TokenPath => Text("token_path");

    public string Token => File.ReadAllText(TokenPath!);

    public static async Task<ServedModel> StartAsync(Sandbox sandbox, params string[] args)
    {
        FlamProcess process = sandbox.Start(["server", "--json", .. args]);
        try
        {
            JsonObject? facts = null;
            await Deadline.Until(() => (facts = Parse(process.Output)) is not null || process.HasExited, "a server");
            return facts is null
                ? throw new InvalidOperationException((await process.ExitAsync()).ToString())
                : new ServedModel(process, facts);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public Task<HttpResponseMessage> EvalAsync(string body, string? type = Json) => PostAsync(Socket, "/v1/eval", body, type);

    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body, string? type = Json)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    /// <summary>A connection over the socket whose bytes the test writes itself.</summary>
    public async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellation);
        return socket;
    }

    /// <summary>Lets it end as the user would.</summary>
    public async Task<FlamResult> StopAsync()
    {
        Process.Signal(FlamProcess.Terminate);
        return await Process.ExitAsync();
    }

    public void Dispose()
    {
        Socket.Dispose();
        Address.Dispose();
        Process.Dispose();
    }

    private string? Text(string name) => _facts[name]?.GetValue<string>();

    private static JsonObject? Parse(string output)
    {
        try
        {
            return JsonNode.Parse(output) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
