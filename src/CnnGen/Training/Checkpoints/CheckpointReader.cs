using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Reads checkpoints, and believes nothing: names and numbers are compared before memory is taken, the checksum before anything is handed out.
/// </summary>
internal static class CheckpointReader
{
    /// <summary>Reads the checkpoint of a network and an optimizer.</summary>
    /// <exception cref="CheckpointException">It is damaged, or belongs to others.</exception>
    public static Checkpoint Read(Stream stream, NetworkWeights network, Optimizer optimizer)
    {
        CheckpointInput input = new(stream);
        Header(input);
        Network(input, network.Info, network.Values.Length);
        OptimizerSettings(input, optimizer);
        TrainingState state = State(input);
        long steps = NotNegative(input.Int64("the number of steps"), "the number of steps");
        TrainingHistory history = History(input, state.Epoch);

        AlignedBuffer weights = new(network.Values.Length);
        input.Floats(weights.Span, "the weights");
        AlignedBuffer[] optimizerState = new AlignedBuffer[optimizer.StatePerValue];
        for (int i = 0; i < optimizerState.Length; i++)
        {
            optimizerState[i] = new AlignedBuffer(network.TrainableLength);
            input.Floats(optimizerState[i].Span, "the optimizer's state");
        }

        input.End();
        return new Checkpoint { State = state, Steps = steps, History = history, Weights = weights, OptimizerState = optimizerState };
    }

    private static void Header(CheckpointInput input)
    {
        if (!input.Bytes(CheckpointFormat.Magic.Length, "the header").SequenceEqual(CheckpointFormat.Magic))
        {
            throw new CheckpointException("This is not a checkpoint: its first bytes are others.");
        }

        int version = input.Int32("the header");
        if (version != CheckpointFormat.Version)
        {
            throw new CheckpointException($"The checkpoint has format version {version}; this library reads version {CheckpointFormat.Version}.");
        }
    }

    private static void Network(CheckpointInput input, NetworkInfo info, int weightsLength)
    {
        string name = input.Text("the network's name");
        long parameters = input.Int64("the number of parameters");
        int length = input.Int32("the length of the weights");
        if (name != info.Name)
        {
            throw new CheckpointException($"The checkpoint belongs to the network {name}, not to {info.Name}.");
        }

        if (parameters != info.ParameterCount || length != weightsLength)
        {
            throw new CheckpointException(
                $"The checkpoint belongs to another {info.Name}: it has {parameters} parameters in {length} values, "
                + $"the network {info.ParameterCount} in {weightsLength}.");
        }
    }

    private static void OptimizerSettings(CheckpointInput input, Optimizer optimizer)
    {
        string kind = input.Text("the optimizer's kind");
        if (kind != CheckpointFormat.Kind(optimizer))
        {
            throw new CheckpointException($"The checkpoint was made with the optimizer {kind}, not with {CheckpointFormat.Kind(optimizer)}.");
        }

        IReadOnlyList<OptimizerSetting> settings = optimizer.Settings;
        int count = input.Int32("the optimizer's settings");
        if (count != settings.Count)
        {
            throw new CheckpointException($"The checkpoint's {kind} has {count} settings, the given one {settings.Count}.");
        }

        foreach (OptimizerSetting setting in settings)
        {
            OptimizerSetting stored = new(input.Text("the optimizer's settings"), input.Double("the optimizer's settings"));
            if (stored != setting)
            {
                throw new CheckpointException($"The checkpoint was made with {kind} of {stored}; the given one has {setting}.");
            }
        }

        int tensors = input.Int32("the optimizer's settings");
        if (tensors != optimizer.StatePerValue)
        {
            throw new CheckpointException($"The checkpoint has {tensors} state tensors; {kind} has {optimizer.StatePerValue}.");
        }
    }

    private static TrainingState State(CheckpointInput input)
    {
        const string What = "the position in training";
        TrainingState state = new()
        {
            Seed = input.Int32(What),
            Epoch = input.Int32(What),
            Position = input.Int32(What),
            BatchSize = input.Int32(What),
            Images = input.Int32(What),
            LossSum = input.Double(What),
            Correct = input.Int32(What),
            Seconds = input.Double(What),
            LearningRate = input.Double(What),
        };
        bool atBatch = state.Position == state.Images || (state.BatchSize > 0 && state.Position % state.BatchSize == 0);
        if (state.Epoch < 0 || state.BatchSize < 0 || state.Position < 0 || state.Position > state.Images || !atBatch
            || state.Correct < 0 || state.Correct > state.Position)
        {
            throw new CheckpointException(
                $"The checkpoint is damaged: it stands after {state.Position} of {state.Images} images in batches of {state.BatchSize}, "
                + $"after {state.Epoch} epochs.");
        }

        return state;
    }

    private static TrainingHistory History(CheckpointInput input, int epochs)
    {
        const string What = "the history";
        TrainingHistory history = new();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            double loss = input.Double(What);
            double accuracy = input.Double(What);
            EvaluationResult validation = new(input.Int32(What), input.Int32(What), input.Double(What));
            history.Add(new EpochResult(
                epoch, loss, accuracy, validation.Images > 0 ? validation : null, input.Double(What), input.Double(What), input.Double(What)));
        }

        return history;
    }

    private static long NotNegative(long value, string what) =>
        value >= 0 ? value : throw new CheckpointException($"The checkpoint is damaged: {what} is {value}.");
}
