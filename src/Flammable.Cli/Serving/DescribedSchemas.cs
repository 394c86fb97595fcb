using Microsoft.OpenApi;

namespace Flammable.Cli.Serving;

/// <summary>The shapes of bodies, as OpenAPI tells them.</summary>
internal static class DescribedSchemas
{
    public const string Request = "EvalRequest";
    public const string Result = "EvalResult";
    public const string Results = "EvalResults";
    public const string Problem = "Problem";

    public static Dictionary<string, IOpenApiSchema> All => new()
    {
        [Request] = new OpenApiSchema
        {
            Description = "One sample as {\"sample\": ...}, several as {\"samples\": [...]} or as a bare array; any other value is one sample.",
            AnyOf =
            [
                Members(("sample", Anything("What the task takes."))),
                Members(("samples", ArrayOf(Anything("What the task takes.")))),
                ArrayOf(Anything("What the task takes.")),
                Anything("What the task takes."),
            ],
        },
        [Result] = Members(("result", Anything("The prediction."))),
        [Results] = Members(("results", ArrayOf(Anything("The predictions, in the order of the samples.")))),
        [Problem] = DescribedProblem(),
    };

    private static OpenApiSchema DescribedProblem()
    {
        OpenApiSchema problem = Members(
            ("type", Text("What kind of problem it is: a URN, or about:blank where the status says all.")),
            ("title", Text("What problems of the kind are called.")),
            ("status", new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The status of HTTP." }),
            ("detail", Text("What has happened.")));
        problem.Properties!["index"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Which of several samples it is of, counted from 0." };
        return problem;
    }

    private static OpenApiSchema Members(params (string Name, OpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = members.ToDictionary(member => member.Name, IOpenApiSchema (member) => member.Schema),
        Required = members.Select(member => member.Name).ToHashSet(),
    };

    private static OpenApiSchema ArrayOf(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Anything(string description) => new() { Description = description };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
