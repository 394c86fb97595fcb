using Flammable.Errors;
using Flammable.Repairing;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Repairing;

public sealed class CodeRepairTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private string Repository => Path.Combine(_experiment.Library.Folder, "Experiment", "repo");

    [Fact]
    public void Repository_that_is_gone_comes_back_from_the_users_own()
    {
        Snapshot snapshot = _experiment.Train()!;
        Directory.Delete(Repository, recursive: true);

        _experiment.AssertRepaired(LibraryProblemKind.CommitMissing);

        Assert.Equal(snapshot.Commit, Repository.Git("rev-parse", $"refs/snapshots/{snapshot.Name}"));
        Assert.Equal(1, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void Commit_of_a_detached_capture_comes_back_from_the_users_ref()
    {
        using var experiment = new Experimenting("outer");
        string folder = experiment.AddFolder("outer/inner");
        experiment.Folder.CommitAll();
        Snapshot snapshot = experiment.TrainIn(folder)!;
        Directory.Delete(Path.Combine(experiment.Library.Folder, "inner", "repo"), recursive: true);

        experiment.AssertRepaired(LibraryProblemKind.CommitMissing);

        Assert.Equal(1, experiment.Library.Test(new TestRequest { Snapshot = snapshot }, cancellation: TestContext.Current.CancellationToken).Test["number"].Last);
    }

    [Fact]
    public void Commit_that_is_gone_everywhere_is_told()
    {
        Snapshot snapshot = _experiment.Train()!;
        Directory.Delete(Repository, recursive: true);
        Directory.Delete(Path.Combine(_experiment.Folder, ".git"), recursive: true);

        LibraryProblem problem = _experiment.AssertOnlyTold(LibraryProblemKind.CommitMissing, LibraryProblemStatus.Damaged);

        Assert.Contains(snapshot.ShortCommit, problem.Message);
        Assert.Contains("backup", problem.Repair);
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("tree")]
    [InlineData("blob")]
    public void Object_that_is_gone_comes_back_from_the_users_repository(string kind)
    {
        Snapshot snapshot = _experiment.Train()!;
        Delete(Hash(snapshot, kind));

        _experiment.AssertRepaired(kind == "commit" ? LibraryProblemKind.CommitMissing : LibraryProblemKind.CodeDamaged);

        Repository.Git("fsck", "--strict");
        Assert.Equal(1, _experiment.Test().Test["number"].Last);
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("tree")]
    [InlineData("blob")]
    public void Object_that_is_damaged_is_replaced_and_kept(string kind)
    {
        Snapshot snapshot = _experiment.Train()!;
        string hash = Hash(snapshot, kind);
        Delete(hash);
        File.WriteAllText(ObjectPath(hash), "no object");

        _experiment.AssertRepaired(kind == "commit" ? LibraryProblemKind.CommitMissing : LibraryProblemKind.CodeDamaged);

        Assert.Equal("no object", _experiment.Quarantine()[$"Experiment/repo/objects/{hash[..2]}/{hash[2..]}"]);
        Assert.Equal(1, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void Object_with_the_content_of_another_is_found()
    {
        Snapshot snapshot = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot second = _experiment.Train()!;
        string one = Hash(snapshot, "blob");
        byte[] other = File.ReadAllBytes(ObjectPath(Hash(second, "blob")));
        Delete(one);
        File.WriteAllBytes(ObjectPath(one), other);

        LibraryProblem problem = _experiment.AssertRepaired(LibraryProblemKind.CodeDamaged);

        Assert.Equal(snapshot.Name, problem.Snapshot);
        Assert.Contains("'Task.cs'", problem.Message);
    }

    [Fact]
    public void File_that_several_snapshots_share_is_told_for_each_and_repaired_once()
    {
        Snapshot snapshot = _experiment.Train()!;
        _experiment.Train(TrainMode.Force);
        Delete(Hash(snapshot, "blob"));

        Assert.Equal([LibraryProblemKind.CodeDamaged, LibraryProblemKind.CodeDamaged], _experiment.Problems().Select(problem => problem.Kind));

        Assert.Single(_experiment.Repair());
        Assert.Empty(_experiment.Problems());
    }

    [Fact]
    public void Ref_that_is_gone_is_made_again()
    {
        Snapshot snapshot = _experiment.Train()!;
        Repository.Git("update-ref", "-d", $"refs/snapshots/{snapshot.Name}");

        _experiment.AssertRepaired(LibraryProblemKind.ReferenceMissing);

        Assert.Equal(snapshot.Commit, Repository.Git("rev-parse", $"refs/snapshots/{snapshot.Name}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no hash")]
    public void Ref_that_is_damaged_is_made_again(string content)
    {
        Snapshot snapshot = _experiment.Train()!;
        File.WriteAllText(Path.Combine(Repository, "refs", "snapshots", snapshot.Name), content);

        _experiment.AssertRepaired(LibraryProblemKind.ReferenceMissing);

        Assert.Equal(snapshot.Commit, Repository.Git("rev-parse", $"refs/snapshots/{snapshot.Name}"));
    }

    [Fact]
    public void Ref_without_a_snapshot_is_told()
    {
        Snapshot snapshot = _experiment.Train()!;
        Repository.Git("update-ref", "refs/snapshots/20200101-000000-gonee", snapshot.Commit);

        _experiment.AssertOnlyTold(LibraryProblemKind.ReferenceOrphaned, LibraryProblemStatus.Harmless);
    }

    [Theory]
    [InlineData("HEAD", null)]
    [InlineData("config", "[core")]
    public void Repository_without_its_settings_gets_them_again(string file, string? content)
    {
        Snapshot snapshot = _experiment.Train()!;
        string path = Path.Combine(Repository, file);
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }

        Assert.Contains(_experiment.Problems(), problem => problem.Kind == LibraryProblemKind.RepositoryDamaged && problem.CanRepair);
        _experiment.Repair();

        Assert.Empty(_experiment.Problems());
        Assert.Equal(snapshot.Commit, Repository.Git("rev-parse", $"refs/snapshots/{snapshot.Name}"));
        Assert.Equal(1, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void Experiment_without_its_folder_of_snapshots_gets_one()
    {
        _experiment.Library.AddExperiment(_experiment.Folder);
        Directory.Delete(Path.Combine(_experiment.Library.Folder, "Experiment", "snapshots"));

        _experiment.AssertRepaired(LibraryProblemKind.ExperimentIncomplete);

        Assert.NotNull(_experiment.Train());
    }

    [Fact]
    public void Experiment_of_which_only_the_snapshots_are_left_is_listed_again()
    {
        _experiment.Train();
        Directory.Delete(Repository, recursive: true);
        File.Delete(Path.Combine(_experiment.Library.Folder, "Experiment", "experiment.json"));
        Assert.Empty(_experiment.Library.GetExperiments());

        Assert.Contains(LibraryProblemKind.ExperimentIncomplete, _experiment.Repair().Select(problem => problem.Kind));

        Assert.Single(_experiment.Library.GetSnapshots());
        Assert.Equal([LibraryProblemKind.CommitMissing], _experiment.Problems().Select(problem => problem.Kind));
    }

    [Fact]
    public void File_of_an_experiment_that_is_cut_is_written_again_with_the_same_identity()
    {
        _experiment.Train();
        string path = Path.Combine(_experiment.Library.Folder, "Experiment", "experiment.json");
        Guid id = Assert.Single(_experiment.Library.GetExperiments()).Id;
        string content = File.ReadAllText(path);
        File.WriteAllText(path, content[..content.IndexOf("created", StringComparison.Ordinal)]);

        _experiment.AssertRepaired(LibraryProblemKind.ExperimentFileDamaged);

        Assert.Equal((id, _experiment.Folder), Assert.Single(_experiment.Library.GetExperiments()) is var one ? (one.Id, one.CodeFolder) : default);
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Assert.Equal("Experiment", _experiment.Train()!.Experiment);
    }

    [Fact]
    public void Identity_beside_the_code_that_is_damaged_is_written_again()
    {
        _experiment.Train();
        string path = Path.Combine(_experiment.Folder, ".flammable", "experiment.json");
        File.WriteAllText(path, "{");

        _experiment.AssertRepaired(LibraryProblemKind.IdentityDamaged);

        Assert.Equal("{", _experiment.Quarantine()["experiment.json"]);
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Assert.Equal("Experiment", _experiment.Train()!.Experiment);
    }

    [Fact]
    public void Folder_of_code_that_is_another_experiments_now_is_told()
    {
        _experiment.Train();
        string other = _experiment.AddFolder("Other", 5);
        _experiment.TrainIn(other);
        File.Copy(
            Path.Combine(other, ".flammable", "experiment.json"), Path.Combine(_experiment.Folder, ".flammable", "experiment.json"), overwrite: true);

        _experiment.AssertOnlyTold(LibraryProblemKind.IdentityElsewhere, LibraryProblemStatus.Harmless);
    }

    [Fact]
    public void Experiments_are_chosen_by_name()
    {
        _experiment.Train();
        _experiment.TrainIn(_experiment.AddFolder("Other", 5));
        Directory.Delete(Repository, recursive: true);

        Assert.Empty(_experiment.Problems("Oth*"));
        Assert.Single(_experiment.Problems("Exp*"));
        Assert.Empty(_experiment.Problems("zzz*"));
        Assert.Throws<ExperimentNotFoundException>(() => _experiment.Problems("zzz"));
    }

    private string Hash(Snapshot snapshot, string kind) => Repository.Git("rev-parse", kind switch
    {
        "commit" => snapshot.Commit,
        "tree" => $"{snapshot.Commit}^{{tree}}",
        _ => $"{snapshot.Commit}:Task.cs",
    });

    private string ObjectPath(string hash) => Path.Combine(Repository, "objects", hash[..2], hash[2..]);

    private void Delete(string hash)
    {
        File.SetAttributes(ObjectPath(hash), FileAttributes.Normal);
        File.Delete(ObjectPath(hash));
    }
}
