using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Writes checkpoints; <see cref="CheckpointFormat"/> says how.</summary>
internal static class CheckpointWriter
{
    public static void Write(Stream stream, NetworkInfo info, Optimizer optimizer, Checkpoint checkpoint)
    {
        CheckpointOutput output = new(stream);
        output.Bytes(CheckpointFormat.Magic);
        output.Number(CheckpointFormat.Version);
        output.Number(Sections(checkpoint));

        // What must agree comes first, so that a reader takes no memory for what belongs to another network.
        output.Section(CheckpointFormat.Network, section => Network(section, info, checkpoint.Weights.Length));
        output.Section(CheckpointFormat.Optimizer, section => Settings(section, optimizer));
        if (checkpoint.Data is { } data)
        {
            output.Section(CheckpointFormat.Data, section => Data(section, data));
        }

        output.Section(CheckpointFormat.Progress, section => State(section, checkpoint.State, checkpoint.Steps));
        output.Section(CheckpointFormat.History, section => History(section, checkpoint.History));
        if (checkpoint.Frozen.Count > 0)
        {
            output.Section(CheckpointFormat.Frozen, section => Texts(section, checkpoint.Frozen));
        }

        if (checkpoint.BatchGroups > 1)
        {
            output.Section(CheckpointFormat.Groups, section => section.Number(checkpoint.BatchGroups));
        }

        if (checkpoint.Note is { } note)
        {
            output.Section(CheckpointFormat.Note, section => section.Text(note));
        }

        Floats(output, CheckpointFormat.Weights, [checkpoint.Weights]);
        Floats(output, CheckpointFormat.OptimizerState, checkpoint.OptimizerState);
        if (checkpoint.AveragedWeights is { } averaged)
        {
            Floats(output, CheckpointFormat.AveragedWeights, [averaged]);
        }

        if (checkpoint.BestWeights is { } best)
        {
            output.Section(CheckpointFormat.BestWeights, sizeof(int) + ((long)best.Length * sizeof(float)));
            output.Number(checkpoint.BestEpoch);
            output.Floats(best.Span);
        }

        output.Checksum();
    }

    private static int Sections(Checkpoint checkpoint) => 6
        + (checkpoint.Data is null ? 0 : 1)
        + (checkpoint.Frozen.Count == 0 ? 0 : 1)
        + (checkpoint.BatchGroups == 1 ? 0 : 1)
        + (checkpoint.Note is null ? 0 : 1)
        + (checkpoint.AveragedWeights is null ? 0 : 1)
        + (checkpoint.BestWeights is null ? 0 : 1);

    private static void Floats(CheckpointOutput output, string name, AlignedBuffer[] tensors)
    {
        long length = 0;
        foreach (AlignedBuffer tensor in tensors)
        {
            length += (long)tensor.Length * sizeof(float);
        }

        output.Section(name, length);
        foreach (AlignedBuffer tensor in tensors)
        {
            output.Floats(tensor.Span);
        }
    }

    private static void Network(CheckpointOutput output, NetworkInfo info, int weightsLength)
    {
        output.Text(info.Name);
        output.Number(info.ParameterCount);
        output.Number(weightsLength);
        Texts(output, NetworkIdentity.Lines(info));
    }

    private static void Data(CheckpointOutput output, DatasetIdentity data)
    {
        output.Number(data.Count);
        output.Number(data.Height);
        output.Number(data.Width);
        output.Number(data.Channels);
        output.Number((int)data.TargetKind);
        output.Number((long)data.Fingerprint);
    }

    private static void Settings(CheckpointOutput output, Optimizer optimizer)
    {
        output.Text(CheckpointFormat.Kind(optimizer));
        output.Number(optimizer.StatePerValue);
        IReadOnlyList<OptimizerSetting> settings = optimizer.AllSettings();
        output.Number(settings.Count);
        foreach (OptimizerSetting setting in settings)
        {
            output.Text(setting.Name);
            output.Number(setting.Value);
        }
    }

    private static void State(CheckpointOutput output, in TrainingState state, long steps)
    {
        output.Number(state.Seed);
        output.Number(state.Epoch);
        output.Number(state.Position);
        output.Number(state.BatchSize);
        output.Number(state.Images);
        output.Number(state.LossSum);
        output.Number(state.Correct);
        output.Number(state.Seconds);
        output.Number(state.LearningRate);
        output.Number(steps);
    }

    private static void History(CheckpointOutput output, TrainingHistory history)
    {
        output.Number(history.Count);
        foreach (EpochResult epoch in history)
        {
            output.Number(epoch.Loss);
            output.Number(epoch.Accuracy);
            output.Number(epoch.Validation?.Images ?? 0);
            output.Number(epoch.Validation?.Correct ?? 0);
            output.Number(epoch.Validation?.Loss ?? 0);
            output.Number(epoch.Seconds);
            output.Number(epoch.ImagesPerSecond);
            output.Number(epoch.LearningRate);
        }
    }

    private static void Texts(CheckpointOutput output, IReadOnlyList<string> texts)
    {
        output.Number(texts.Count);
        foreach (string text in texts)
        {
            output.Text(text);
        }
    }
}
