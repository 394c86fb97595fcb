using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Flammable.Servers;

/// <summary>A server as JSON: in the registry, in its own answer to who asks for its state, and for programs that read the output.</summary>
public static partial class ServerJson
{
    /// <summary>The server as a JSON object.</summary>
    /// <param name="server">The server.</param>
    public static JsonObject ToJson(ModelServer server) =>
        JsonSerializer.SerializeToNode(server, Context.Default.ModelServer)!.AsObject();

    /// <summary>Reads a server back.</summary>
    /// <param name="json">The object in UTF-8.</param>
    /// <exception cref="JsonException">It is not a server.</exception>
    internal static ModelServer Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Context.Default.ModelServer) ?? throw new JsonException("It is empty.");

    internal static void Write(Stream stream, ModelServer server) =>
        JsonSerializer.Serialize(stream, server, Context.Default.ModelServer);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        UseStringEnumConverter = true,
        WriteIndented = true)]
    [JsonSerializable(typeof(ModelServer))]
    private sealed partial class Context : JsonSerializerContext;
}
