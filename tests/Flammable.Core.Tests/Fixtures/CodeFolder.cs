using Flammable.Snapshots;

namespace Flammable.Tests.Fixtures;

/// <summary>More folders of code for the library of an <see cref="Experimenting"/>.</summary>
public static class CodeFolder
{
    /// <summary>Makes a folder with a task, beside the library.</summary>
    /// <param name="experiment">Whose library and root are used.</param>
    /// <param name="path">The folder, relative to the root.</param>
    /// <param name="number">The number that the task tells.</param>
    /// <returns>The folder's full path.</returns>
    public static string AddFolder(this Experimenting experiment, string path, int number = 1)
    {
        string folder = Path.Combine(experiment.Root, path);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Task.cs"), TaskCode.Counting(number));
        return folder;
    }

    /// <summary>Trains the task of a folder in the experiment's library.</summary>
    public static Snapshot? TrainIn(
        this Experimenting experiment, string folder, TrainMode mode = TrainMode.WhenChanged, CommitMode? commitMode = null) =>
        experiment.Library.Train(
            new TrainRequest(folder) { Mode = mode, CommitMode = commitMode }, experiment.Events, TestContext.Current.CancellationToken);
}
