using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Writes checkpoints; <see cref="CheckpointFormat"/> says how.</summary>
internal static class CheckpointWriter
{
    public static void Write(Stream stream, NetworkInfo info, Optimizer optimizer, Checkpoint checkpoint)
    {
        CheckpointOutput output = new(stream);
        output.Bytes(CheckpointFormat.Magic);
        output.Number((int)CheckpointFormat.Version);
        output.Text(info.Name);
        output.Number(info.ParameterCount);
        output.Number(checkpoint.Weights.Length);
        Write(output, optimizer);
        Write(output, checkpoint.State);
        output.Number(checkpoint.Steps);
        Write(output, checkpoint.History);
        output.Floats(checkpoint.Weights.Span);
        foreach (AlignedBuffer tensor in checkpoint.OptimizerState)
        {
            output.Floats(tensor.Span);
        }

        output.Checksum();
    }

    private static void Write(CheckpointOutput output, Optimizer optimizer)
    {
        output.Text(CheckpointFormat.Kind(optimizer));
        output.Number(optimizer.Settings.Count);
        foreach (OptimizerSetting setting in optimizer.Settings)
        {
            output.Text(setting.Name);
            output.Number(setting.Value);
        }

        output.Number(optimizer.StatePerValue);
    }

    private static void Write(CheckpointOutput output, in TrainingState state)
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
    }

    private static void Write(CheckpointOutput output, TrainingHistory history)
    {
        // One entry an epoch, which the state counts.
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
}
