using Flammable.Serving;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Flammable.Cli.Serving;

/// <summary>The route that evaluates samples, as OpenAPI tells it.</summary>
internal static class DescribedEval
{
    private static readonly int[] Refusals = [400, 401, 408, 413, 415, 422, 500, 503, 504];

    public static OpenApiOperation Of(ModelHost host, OpenApiDocument document)
    {
        var responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "A result for one sample, results for several; for lines, a line each: a result, or an error that is a problem.",
                Headers = new Dictionary<string, IOpenApiHeader>
                {
                    [AnsweredBy.Header] = new OpenApiHeader
                    {
                        Description = "The snapshot that answered, as experiment/name.",
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = new OpenApiSchema { OneOf = [Reference(DescribedSchemas.Result, document), Reference(DescribedSchemas.Results, document)] },
                    },
                    ["application/x-ndjson"] = Text(),
                },
            },
        };
        foreach (int status in Refusals)
        {
            responses[$"{status}"] = Problem(ReasonPhrases.GetReasonPhrase(status), document);
        }

        return new OpenApiOperation
        {
            OperationId = "eval",
            Summary = "Evaluates one sample or several.",
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = BodyFormats.Accepted(host.ReadsCsv).ToDictionary(
                    type => type,
                    type => type == "application/json" ? new OpenApiMediaType { Schema = Reference(DescribedSchemas.Request, document) } : Text()),
            },
            Responses = responses,
        };
    }

    public static OpenApiResponse Problem(string description, OpenApiDocument document) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Serving.Problem.MediaType] = new() { Schema = Reference(DescribedSchemas.Problem, document) },
        },
    };

    private static OpenApiMediaType Text() => new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiSchemaReference Reference(string schema, OpenApiDocument document) => new(schema, document);
}
