using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Flammable.Cli.Serving;

/// <summary>A connection on which no other request can come: its client has gone, or nobody knows where the body ends.</summary>
internal static class SpoiltConnection
{
    /// <summary>Closes it after the answer. Else the web server would look for the next request, and log that it cannot.</summary>
    public static void Close(HttpContext context) => context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
}
