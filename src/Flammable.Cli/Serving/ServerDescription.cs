using Flammable.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Flammable.Cli.Serving;

/// <summary>What the server tells of the routes that every client has, as OpenAPI.</summary>
/// <param name="host">The model.</param>
internal sealed class ServerDescription(ModelHost host) : IOpenApiDocumentTransformer
{
    private const string Path = "/openapi.json";
    private const string Token = "token";

    public static void AddTo(IServiceCollection services, ModelHost host) =>
        services.AddOpenApi(options => options.AddDocumentTransformer(new ServerDescription(host)));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi(Path).WithMetadata(
        new RouteKind(Path), new HttpMethodMetadata(DataRoutes.Reading));

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = $"Flammable: {host.Snapshot}",
            Version = "1",
            Description = "Predictions of a trained model. Errors are problem details, see RFC 9457.",
        };

        // The framework takes it from the header Host, whatever stands there.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components = new OpenApiComponents
        {
            SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Token] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "The text of the server's token file. The server's own socket asks for none.",
                },
            },
            Schemas = DescribedSchemas.All,
        };
        var shown = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] };
        document.Paths = new OpenApiPaths
        {
            [DataRoutes.EvalPath] = Item(HttpMethod.Post, DescribedEval.Of(host, document), shown),
            [DataRoutes.SnapshotPath] = Item(HttpMethod.Get, ReadWithToken("getSnapshot", "The snapshot that answers.", "application/json", document), shown),
            [DataRoutes.LivePath] = Item(HttpMethod.Get, Read("getLive", "Whether the server is there.", "application/json")),
            [DataRoutes.ReadyPath] = Item(HttpMethod.Get, Ready(document)),
            [DataRoutes.MetricsPath] = Item(HttpMethod.Get, ReadWithToken("getMetrics", "Counters for Prometheus.", "text/plain", document), shown),
        };
        return Task.CompletedTask;
    }

    private static OpenApiPathItem Item(HttpMethod method, OpenApiOperation operation, OpenApiSecurityRequirement? security = null)
    {
        operation.Security = security is null ? [] : [security];
        return new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [method] = operation } };
    }

    private static OpenApiOperation Read(string id, string summary, string type) => new()
    {
        OperationId = id,
        Summary = summary,
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = summary,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [type] = new() { Schema = new OpenApiSchema { Type = type == "text/plain" ? JsonSchemaType.String : JsonSchemaType.Object } },
                },
            },
        },
    };

    private static OpenApiOperation ReadWithToken(string id, string summary, string type, OpenApiDocument document)
    {
        OpenApiOperation operation = Read(id, summary, type);
        operation.Responses!["401"] = DescribedEval.Problem("The token is missing, or is not the server's.", document);
        return operation;
    }

    private static OpenApiOperation Ready(OpenApiDocument document)
    {
        OpenApiOperation operation = Read("getReady", "Whether a worker is there to answer.", "application/json");
        operation.Responses!["503"] = DescribedEval.Problem("There is none.", document);
        return operation;
    }
}
