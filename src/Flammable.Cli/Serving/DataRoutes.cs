using Flammable.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Flammable.Cli.Serving;

/// <summary>The routes that every client has.</summary>
internal static class DataRoutes
{
    public const string EvalPath = "/v1/eval";
    public const string SnapshotPath = "/v1/snapshot";
    public const string LivePath = "/health/live";
    public const string ReadyPath = "/health/ready";
    public const string MetricsPath = "/metrics";

    public static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes, ModelHost host, ServerMetrics metrics, long limit, CancellationToken stopping)
    {
        routes.MapPost(EvalPath, new EvalRoute(host, limit, metrics, stopping).InvokeAsync).WithMetadata(new RouteKind(EvalPath));
        MapReading(routes, SnapshotPath, context => Answer.WriteAsync(context, writer => ServedSnapshotJson.Write(writer, host)));
        MapReading(routes, LivePath, context => WriteStatusAsync(context, "live"), isOpen: true);
        MapReading(
            routes,
            ReadyPath,
            context => host.IsReady && !stopping.IsCancellationRequested ? WriteStatusAsync(context, "ready") : throw new ProblemException(Problems.NotReady()),
            isOpen: true);
        MapReading(routes, MetricsPath, context => WriteMetricsAsync(context, metrics));
    }

    private static void MapReading(IEndpointRouteBuilder routes, string path, RequestDelegate answer, bool isOpen = false) =>
        routes.MapMethods(path, Reading, answer).WithMetadata(new RouteKind(path, isOpen));

    private static Task WriteStatusAsync(HttpContext context, string status)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Answer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, status);
            writer.WriteEndObject();
        });
    }

    private static async Task WriteMetricsAsync(HttpContext context, ServerMetrics metrics)
    {
        context.Response.ContentType = ServerMetrics.MediaType;
        await metrics.WriteAsync(context.Response.Body, context.RequestAborted);
    }
}
