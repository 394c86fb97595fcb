namespace Flammable.Training;

public abstract partial class ModelTask<TModel, TSample, TOutput> : IModelKeeper
{
    private TrainingContext? _context;
    private TrainingProgress? _progress;
    private ITrainingCallback[] _callbacks = [];

    /// <summary>How often the training sees all data, 0 or more; with 0 the model is saved as it was made.</summary>
    [Hyperparameter(Min = 0, Description = "How often the training sees all data.")]
    public virtual int Epochs { get; set; } = 10;

    /// <summary>Where the training stands: its epoch, iteration and losses, and a way to stop it.</summary>
    /// <exception cref="InvalidOperationException">The task is not being trained.</exception>
    protected TrainingContext Context => _context ?? throw new InvalidOperationException($"The task '{GetType().Name}' is not being trained.");

    /// <summary>The file name of the model at the training's end.</summary>
    protected virtual string FinalModelName => "final.model";

    /// <summary>What is done at the turns of the training, in this order; asked for once a training. The default is nothing.</summary>
    protected virtual IEnumerable<ITrainingCallback> Callbacks() => [];

    /// <summary>
    /// The data to learn from; asked for once a training, gone through once an epoch. A sequence that is computed anew each
    /// time, such as a shuffled one, is new in each epoch.
    /// </summary>
    protected abstract IEnumerable<TSample> TrainingData();

    /// <summary>Compares the output with the sample's target and improves the model: criterion, gradients, optimizer.</summary>
    /// <param name="sample">The prepared sample.</param>
    /// <param name="output">What <see cref="Forward"/> answered.</param>
    /// <param name="losses">Takes the losses by name; their averages over the epoch become series of the training.</param>
    protected abstract void Backward(TSample sample, TOutput output, NamedValues losses);

    /// <summary>One iteration: prepare, forward, backward.</summary>
    /// <param name="sample">The sample as the data gave it.</param>
    /// <param name="losses">Takes the losses by name.</param>
    protected virtual void TrainIteration(TSample sample, NamedValues losses)
    {
        TSample prepared = PrepareSample(sample);
        Backward(prepared, Forward(prepared), losses);
    }

    /// <summary>One epoch: an iteration for each sample.</summary>
    /// <param name="data">The data to go through.</param>
    /// <param name="losses">Takes the losses by name. It is empty at the start.</param>
    /// <exception cref="InvalidOperationException">There are no samples.</exception>
    protected virtual void TrainEpoch(IEnumerable<TSample> data, NamedValues losses)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (TSample sample in data)
        {
            TrainIteration(sample, losses);
            if (!EndIteration())
            {
                break;
            }
        }

        if (Context.Iteration == 0)
        {
            throw new InvalidOperationException($"The training data is empty in epoch {Context.Epoch}.");
        }
    }

    /// <summary>
    /// The loop over the epochs that are left; <c>Context.Epoch</c> is the one that was done last, 0 at the beginning. Call
    /// <see cref="RunEpoch"/> for each.
    /// </summary>
    /// <param name="data">The training data.</param>
    protected virtual void TrainEpochs(IEnumerable<TSample> data)
    {
        for (int epoch = Context.Epoch + 1; epoch <= Context.Epochs && Context.StopReason is null; epoch++)
        {
            RunEpoch(epoch, data);
        }
    }

    /// <summary>Saves the model that the training has made. It becomes the snapshot's last one.</summary>
    protected virtual void SaveFinalModel() => Context.SaveModel(FinalModelName);

    /// <summary>
    /// Trains a new model, or goes on with the one of a checkpoint, and saves it. After it, <see cref="Model"/> is the one saved last: a test in direct use sees what a
    /// later test of the snapshot would see. A dry run keeps no model.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Epochs"/> or <see cref="ValidateEvery"/> is below 0.</exception>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public override void Train()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Epochs);
        _context = new TrainingContext(Run.IsDryRun ? 1 : Epochs, Run, Snapshot, this);
        try
        {
            Model = CreateModel();
            _callbacks = [.. ValidationCallback(), .. Callbacks()];
            IEnumerable<TSample> data = OneInDryRun(TrainingData());
            _progress = new TrainingProgress(_context, data.TryGetNonEnumeratedCount(out int iterations) ? iterations : null);
            Array.ForEach(_callbacks, callback => callback.OnTrainingStart(_context));
            Resume(_context);
            TrainEpochs(data);
            Array.ForEach(_callbacks, callback => callback.OnTrainingEnd(_context));
            if (Run.IsDryRun)
            {
                TryOut();
            }
            else
            {
                SaveFinalModel();
            }
        }
        finally
        {
            // The next use loads the one that was saved.
            ForgetModel();
            (_context, _progress, _callbacks, _validationData) = (null, null, [], null);
        }
    }

    /// <summary>One epoch with all around it: callbacks, losses stored in <c>Snapshot.Train</c>, validation, checkpoint, progress.</summary>
    /// <param name="epoch">The epoch, counted from 1.</param>
    /// <param name="data">The training data.</param>
    protected void RunEpoch(int epoch, IEnumerable<TSample> data)
    {
        TrainingContext context = Context;
        Run.Cancellation.ThrowIfCancellationRequested();
        context.BeginEpoch(epoch);
        Array.ForEach(_callbacks, callback => callback.OnEpochStart(context));
        TrainEpoch(data, context.Losses);
        Append(Snapshot.Train, context.Losses.Averages(), epoch);
        Array.ForEach(_callbacks, callback => callback.OnEpochEnd(context));
        SaveCheckpointIfDue(context);
        _progress!.EndEpoch();
    }

    /// <summary>Counts an iteration, and tells callbacks and progress. A <see cref="TrainEpoch"/> of your own calls it after each.</summary>
    /// <returns>Whether the epoch goes on; <see langword="false"/> where a callback has stopped the training.</returns>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    protected bool EndIteration()
    {
        TrainingContext context = Context;
        Run.Cancellation.ThrowIfCancellationRequested();
        context.EndIteration();
        foreach (ITrainingCallback callback in _callbacks)
        {
            callback.OnIteration(context);
        }

        _progress!.EndIteration();
        return context.StopReason is null;
    }

    void IModelKeeper.Save(string name)
    {
        if (!Run.IsDryRun)
        {
            Snapshot.SaveModel(name, file => SaveModel(Model, file));
        }
    }

    void IModelKeeper.Restore(string name)
    {
        if (!Run.IsDryRun)
        {
            RestoreModel(name);
        }
    }
}
