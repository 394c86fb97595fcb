using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Transfer;

namespace Flammable.Tests.Fixtures;

/// <summary>Two people with a library each, and a bare repository between them.</summary>
public sealed class Colleagues : IDisposable
{
    public Colleagues()
    {
        Remote = Path.Combine(Mine.Root, "remote.git");
        Mine.Root.Git("init", "--quiet", "--bare", Remote);
        Theirs = Library.Open(Path.Combine(Mine.Root, "their library"));
    }

    /// <summary>The one who trains.</summary>
    public Experimenting Mine { get; } = new("Digits");

    /// <summary>The other one's library.</summary>
    public Library Theirs { get; }

    /// <summary>The full path of the bare repository.</summary>
    public string Remote { get; }

    /// <summary>The snapshots that were refused, as their messages.</summary>
    public List<FlammableException> Refused { get; } = [];

    public IReadOnlyList<CopiedSnapshot> Push(Snapshot snapshot, string? target = null, bool artifacts = false, string? experiment = null) =>
        [.. Mine.Library.Push([snapshot], target ?? Remote, Options(artifacts, experiment), Mine.Events, TestContext.Current.CancellationToken)];

    public IReadOnlyList<CopiedSnapshot> Pull(string? source = null, bool artifacts = false, string? experiment = null, params string[] ids) =>
        [.. Theirs.Pull(source ?? Remote, ids, Options(artifacts, experiment), Mine.Events, TestContext.Current.CancellationToken)];

    /// <summary>Tests a snapshot of the other one's library.</summary>
    public Snapshot TestTheirs(Snapshot snapshot) => Theirs.Test(
        new TestRequest { Snapshot = snapshot }, Mine.Events, TestContext.Current.CancellationToken);

    public void Dispose() => Mine.Dispose();

    private CopyOptions Options(bool artifacts, string? experiment) =>
        new() { IncludeArtifacts = artifacts, Experiment = experiment, Refused = Refused.Add };
}
