namespace Flammable.Tests.Fixtures;

/// <summary>What a <see cref="StubServer"/> answers.</summary>
public sealed record StubAnswer(string Body, int Status = 200)
{
    public static StubAnswer Of(IEnumerable<string> lines) => new(string.Concat(lines.Select(line => line + "\n")));

    /// <summary>The samples themselves as predictions.</summary>
    public static StubAnswer Echo(StubRequest request) => Of(request.Lines.Select(line =>
        $$"""{"result":{{(line.StartsWith("""{"sample":""", StringComparison.Ordinal) ? line["""{"sample":""".Length..^1] : line)}}}"""));
}
