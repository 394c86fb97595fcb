using System.Reflection;
using Flammable.Tests.Fixtures;
using Flammable.Training;

namespace Flammable.Tests.Training;

/// <summary>Every step can be overridden alone, and is called when it should be.</summary>
public sealed class ModelTaskStepTests : IDisposable
{
    // Two epochs of two samples with a validation after the second, a test of two, one live sample, a batch of two and a file of three.
    private static readonly Dictionary<string, int> CallsOfAll = new()
    {
        ["Train"] = 1, ["CreateModel"] = 1, ["Callbacks"] = 1, ["TrainingData"] = 1, ["TrainEpochs"] = 1, ["TrainEpoch"] = 2,
        ["TrainIteration"] = 4, ["PrepareSample"] = 4 + 2 + 2 + 1 + 2 + 3, ["Forward"] = 4 + 2 + 2 + 1 + 2 + 3, ["Backward"] = 4,
        ["Validate"] = 1, ["ValidationData"] = 1, ["TestData"] = 2, ["Test"] = 1, ["TestOn"] = 2, ["TestOne"] = 4,
        ["ForwardForTest"] = 2 + 2 + 1 + 2 + 3, ["Evaluate"] = 4, ["Eval"] = 1, ["EvalBatch"] = 1, ["EvalSamples"] = 1, ["EvalPath"] = 1,
        ["EvalSample"] = 1 + 2 + 3, ["PostProcess"] = 1 + 2 + 3,
        ["LoadSamples"] = 1, ["StoreResults"] = 1, ["SaveFinalModel"] = 1, ["SaveModel"] = 1, ["LoadModel"] = 1,
    };

    private readonly TemporaryFolder _folder = new();

    // No checkpoints are saved in direct use; the tests of resuming call these.
    private static readonly string[] StepsOfResuming = ["SaveTrainingState", "LoadTrainingState"];

    public static TheoryData<string> Steps => [.. CallsOfAll.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Steps))]
    public void Step_that_is_overridden_alone_is_called_and_changes_no_other(string step)
    {
        RecordingTask task = Do(new RecordingTask { Only = step });
        RecordingTask other = Do(new RecordingTask { Only = "none" });

        Assert.Equal(CallsOfAll[step], task.Calls.Count(call => call == step));
        Assert.Equal(other.Snapshot.Train.Summaries, task.Snapshot.Train.Summaries);
        Assert.Equal(other.Snapshot.Test.Summaries, task.Snapshot.Test.Summaries);
    }

    [Fact]
    public void Table_has_every_step() => Assert.Equal(
        typeof(ModelTask<,,>).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(method => method is { IsVirtual: true, IsFinal: false, IsSpecialName: false, IsAssembly: false })
            .Select(method => method.Name)
            .Except(StepsOfResuming)
            .Order(),
        CallsOfAll.Keys.Order());

    [Fact]
    public void Steps_of_a_training_come_in_their_order()
    {
        var task = new RecordingTask { Epochs = 2, Training = LineTask.Points[..1], HeldOut = LineTask.Points[..1], Validating = 2 };
        task.Added.Add(new RecordingCallback(task.Calls));

        task.Train();

        Assert.Equal(
            [
                "Train", "CreateModel", "Callbacks", "TrainingData", "start 0", "TrainEpochs",
                "epoch 1 starts", "TrainEpoch", "TrainIteration", "PrepareSample", "Forward", "Backward", "iteration 1.1", "epoch 1 ends with 0",
                "epoch 2 starts", "TrainEpoch", "TrainIteration", "PrepareSample", "Forward", "Backward", "iteration 2.1",
                "Validate", "ValidationData", "TestData", "TestOn", "TestOne", "PrepareSample", "ForwardForTest", "Forward", "Evaluate",
                "epoch 2 ends with 1", "end 2", "SaveFinalModel", "SaveModel",
            ],
            task.Calls);
    }

    private RecordingTask Do(RecordingTask task)
    {
        task.Epochs = 2;
        task.Validating = 2;
        task.Training = task.HeldOut = LineTask.Points[..2];
        task.Train();
        task.Test();
        task.Eval(new Point(1, 0));
        task.EvalBatch([new Point(1, 0), new Point(2, 0)]);
        task.EvalPath(_folder.Write("in.txt", "1\n2\n3\n"), _folder.At("out.txt"));
        return task;
    }
}
