using System.Text.Json.Nodes;
using Flammable.Cli.Running;

namespace Flammable.Cli.Printing;

/// <summary>The settings, for people or for programs.</summary>
internal static class ConfigurationOutput
{
    public static void Print(Configuration configuration, string source, bool json, Terminal terminal)
    {
        if (json)
        {
            JsonOutput.Write(ToJson(configuration, source));
            return;
        }

        terminal.Output.WriteLine($"Library      {configuration.Library} ({source})");
        terminal.Output.WriteLine($"Commit mode  {(configuration.CommitMode is CommitMode mode ? CommitModeText.Of(mode) : "auto")}");
        terminal.Output.WriteLine($"Path         {configuration.Path}");
    }

    private static JsonObject ToJson(Configuration configuration, string source) => new()
    {
        ["library"] = configuration.Library,
        ["library_source"] = source,
        ["commit_mode"] = configuration.CommitMode is CommitMode mode ? CommitModeText.Of(mode) : null,
        ["path"] = configuration.Path,
    };
}
