using Flammable.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Flammable.Cli.Serving;

/// <summary>What the server tells of its routes, as OpenAPI.</summary>
internal static class ServerDescription
{
    private const string Path = "/openapi.json";

    public static void AddTo(IServiceCollection services, ModelHost host) => services.AddOpenApi();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi(Path).WithMetadata(new RouteKind(Path));
}
