using System.CommandLine;

namespace Flammable.Cli.Commands;

/// <summary>The option of commands whose result a program may read.</summary>
internal static class JsonOption
{
    public static Option<bool> Create(string description = "Print JSON, under the names of snapshot.json.") =>
        new("--json") { Description = description };
}
