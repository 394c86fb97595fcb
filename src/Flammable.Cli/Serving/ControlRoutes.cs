using System.Text.Json;
using Flammable.Errors;
using Flammable.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Flammable.Cli.Serving;

/// <summary>The routes by which the user's own programs look after the server; they exist on the socket alone.</summary>
internal static class ControlRoutes
{
    public const string Prefix = "/control";

    private const long LongestBody = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes, IServerControl server)
    {
        routes.MapGet($"{Prefix}/status", context => AnswerAsync(context, server)).WithMetadata(Kind("status")).ExcludeFromDescription();
        routes.MapPost($"{Prefix}/stop", context => StopAsync(context, server)).WithMetadata(Kind("stop")).ExcludeFromDescription();
        routes.MapPost($"{Prefix}/swap", context => SwapAsync(context, server)).WithMetadata(Kind("swap")).ExcludeFromDescription();
    }

    private static RouteKind Kind(string name) => new($"{Prefix}/{name}", IsControl: true);

    private static Task AnswerAsync(HttpContext context, IServerControl server) =>
        Answer.WriteAsync(context, writer => ServerJson.ToJson(server.Status).WriteTo(writer));

    private static async Task StopAsync(HttpContext context, IServerControl server)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.OnCompleted(() =>
        {
            server.RequestStop();
            return Task.CompletedTask;
        });
        await AnswerAsync(context, server);
    }

    private static async Task SwapAsync(HttpContext context, IServerControl server)
    {
        JsonElement body = await RequestBody.ReadAsync(context.Request, LongestBody, static bytes => JsonText.Read(bytes));
        string library = Text(body, "library");
        string experiment = Text(body, "experiment");
        string snapshot = Text(body, "snapshot");
        try
        {
            // Loading takes its time, and a thread.
            await Task.Run(() => server.Swap(library, experiment, snapshot, context.RequestAborted), context.RequestAborted);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(Problems.Stopping("The server ends."));
        }
        catch (FlammableException error)
        {
            throw new ProblemException(new Problem(StatusCodes.Status409Conflict, "swap-failed", "The snapshot was not changed", error.Message));
        }

        await AnswerAsync(context, server);
    }

    private static string Text(JsonElement body, string member) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new ProblemException(Problems.BadBody($"It needs the texts library, experiment and snapshot; '{member}' is missing."));
}
