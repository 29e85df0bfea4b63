using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

public sealed partial class Trainer<TNetwork>
{
    /// <summary>The planned memory of a step with the settings of this trainer: what is kept for the backward pass, and all that a step needs.</summary>
    /// <param name="batchSize">Images of a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer.</exception>
    public TrainingMemory Memory(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        using CallingThread.Call call = _calls.Enter(TNetwork.Info.Name);
        TrainingProgram program = TNetwork.Info.Training ?? throw new InvalidOperationException($"{TNetwork.Info.Name} has no program for training.");
        int shards = Math.Min(program.Shards, (batchSize + Math.Max(1, program.MicroBatch) - 1) / Math.Max(1, program.MicroBatch));
        long trainable = Network.Weights.TrainableLength;
        long gradients = (AccumulateBatches > 1 ? 2 : 1) + Math.Max(0, shards - 1);
        long copies = (AverageDecay is null ? 0 : 1) + (KeepBest is null ? 0 : 1);
        long values = shards > 0 ? Math.Min(_threads, shards) * (long)program.ArenaLength : program.ArenaLength + (batchSize * (long)program.ImageArenaLength);
        long scratch = ((shards > 0 ? Math.Min(_threads, shards) : _threads) * (long)program.ScratchLength)
            + (batchSize * (long)program.ContributionsLength)
            + program.WholeBatchLength;
        return new TrainingMemory
        {
            Network = TNetwork.Info.Name,
            BatchSize = batchSize,
            Values = values * sizeof(float),
            KeptValues = batchSize * (long)program.KeptLength * sizeof(float),
            Images = batchSize * (long)TNetwork.Info.InputLength * sizeof(float),
            Weights = (long)Network.Weights.Values.Length * sizeof(float),
            PackedWeights = (long)program.PackedLength * sizeof(float),
            Gradients = gradients * trainable * sizeof(float),
            OptimizerState = Optimizer.StatePerValue * trainable * sizeof(float),
            WeightCopies = copies * Network.Weights.Values.Length * sizeof(float),
            Scratch = scratch * sizeof(float),
        };
    }

    /// <summary>The table of layers, and below it the <see cref="Memory"/> of a step.</summary>
    /// <param name="batchSize">Images of a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of this trainer.</exception>
    public string Summary(int batchSize) => $"{TNetwork.Info.Summary}\n\n{Memory(batchSize)}";
}
