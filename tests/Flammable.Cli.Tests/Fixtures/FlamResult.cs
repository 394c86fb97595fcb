using System.Text.Json.Nodes;

namespace Flammable.Cli.Tests.Fixtures;

/// <summary>What a process of <c>flam</c> left behind.</summary>
internal sealed record FlamResult(int ExitCode, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public FlamResult Expect(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"Exit code {ExitCode}, not {exitCode}.\n--- output\n{Tail(Output)}\n--- error\n{Tail(Error)}");
        return this;
    }

    private static string Tail(string text) => text.Length > 4000 ? text[^4000..] : text;
}
