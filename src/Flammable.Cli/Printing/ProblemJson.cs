using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Repairing;

namespace Flammable.Cli.Printing;

/// <summary>A problem of the library for programs that read the output.</summary>
internal static class ProblemJson
{
    public static JsonObject ToJson(LibraryProblem problem) => new()
    {
        ["kind"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Kind.ToString()),
        ["status"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Status.ToString()),
        ["experiment"] = problem.Experiment,
        ["snapshot"] = problem.Snapshot,
        ["path"] = problem.Path,
        ["message"] = problem.Message,
        ["repair"] = problem.Repair,
    };
}
