using System.Diagnostics;
using Flammable.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Flammable.Cli.Serving;

/// <summary>Every request goes through it: it lets in who may come in, and tells what went wrong as a problem.</summary>
/// <param name="token">What the address demands; <see langword="null"/> where there is only the socket.</param>
/// <param name="metrics">Counts the requests.</param>
/// <param name="log">Told of the requests that failed.</param>
internal sealed class Entrance(BearerToken? token, ServerMetrics metrics, ServerLog log)
{
    /// <summary>The status that is counted where the client went before its answer; no client sees it.</summary>
    private const int ClientGone = 499;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        long start = Stopwatch.GetTimestamp();
        RouteKind route = context.GetEndpoint()?.Metadata.GetMetadata<RouteKind>() ?? RouteKind.None;
        int status = StatusCodes.Status200OK;
        Problem? problem = null;
        try
        {
            problem = Refuse(context, route);
            if (problem is null)
            {
                await next(context);
                status = context.Response.StatusCode;
                problem = Unrouted(context);
            }
        }
        catch (Exception error)
        {
            bool isGone = context.RequestAborted.IsCancellationRequested || error is ConnectionResetException;
            if (isGone || error is IOException)
            {
                SpoiltConnection.Close(context);
            }

            if (isGone)
            {
                context.Abort();
                status = ClientGone;
            }
            else
            {
                problem = Explain(error);
            }
        }

        if (problem is not null)
        {
            status = problem.Status;
            await SendAsync(context, problem);
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        metrics.Count(route.Name, status, elapsed);
        log.Answered(context.Request.Method, route.Name, status, elapsed, problem);
    }

    private Problem? Refuse(HttpContext context, RouteKind route)
    {
        if (context.Features.Get<LocalPeer>() is not null)
        {
            return null;
        }

        if (!route.IsOpen && token?.IsShownBy(context.Request.Headers.Authorization) != true)
        {
            return Problems.Unauthorized(context.Request.Headers.Authorization.Count > 0);
        }

        bool isControl = route.IsControl || (route == RouteKind.None && context.Request.Path.StartsWithSegments(ControlRoutes.Prefix));
        return isControl ? Problems.NotFound() : null;
    }

    private static Problem? Unrouted(HttpContext context) => context.Response.HasStarted ? null : context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.NotFound(),
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed(),
        _ => null,
    };

    private Problem Explain(Exception error)
    {
        switch (error)
        {
            case ProblemException known:
                return known.Problem;
            case ServingException failed:
                return Problems.Of(failed);
            case IOException unreadable:
                return Problems.Of(unreadable);
            default:
                log.Failed(error);
                return Problems.Unexpected();
        }
    }

    private static async Task SendAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            // Nothing that is written now could be told from the answer: the client sees it cut.
            context.Abort();
            return;
        }

        try
        {
            await Answer.WriteAsync(context, problem);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client has gone.
        }
    }
}
