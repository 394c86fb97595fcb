namespace Flammable.Tests.Fixtures;

/// <summary>What a <see cref="StubServer"/> is asked.</summary>
public sealed record StubRequest(string Path, string ContentType, string Body)
{
    public string[] Lines => Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
