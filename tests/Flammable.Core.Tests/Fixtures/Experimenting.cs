using Flammable.Snapshots;

namespace Flammable.Tests.Fixtures;

/// <summary>A library and a folder of code, both temporary.</summary>
public sealed class Experimenting : IDisposable
{
    private readonly TemporaryFolder _root = new();

    /// <summary>Makes a library and, in the folder <paramref name="name"/>, a task.</summary>
    public Experimenting(string name = "Experiment", string? task = null)
    {
        Folder = _root.At(name);
        Directory.CreateDirectory(Folder);
        Library = Library.Open(_root.At("library"));
        Write("Task.cs", task ?? TaskCode.Counting());
    }

    /// <summary>The full path of the folder of code.</summary>
    public string Folder { get; }

    /// <summary>The full path of the folder around it and the library.</summary>
    public string Root => _root.Path;

    public Library Library { get; }

    /// <summary>What the runs told.</summary>
    public RecordedEvents Events { get; } = new();

    /// <summary>Writes a file of code.</summary>
    public string Write(string name, string content)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public Snapshot? Train(TrainMode mode = TrainMode.WhenChanged, CommitMode? commitMode = null, string? message = null) =>
        Library.Train(
            new TrainRequest(Folder) { Mode = mode, CommitMode = commitMode, Message = message },
            Events,
            TestContext.Current.CancellationToken);

    public Snapshot Test(bool ignore = false, bool retest = false) =>
        Library.Test(
            new TestRequest { Path = Folder, Ignore = ignore, Retest = retest }, Events, TestContext.Current.CancellationToken);

    public void Dispose() => _root.Dispose();
}
