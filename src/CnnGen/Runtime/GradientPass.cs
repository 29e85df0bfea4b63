using CnnGen.Packing;

namespace CnnGen.Runtime;

/// <summary>Forward and backward over one batch: checks the arguments and says how the batch is divided over threads, which never changes a bit.</summary>
internal abstract unsafe class GradientPass(NetworkInfo info, TrainingProgram program, NetworkWeights weights, PackedWeights packed) : IDisposable
{
    // Kernels write gradients at whole cache lines.
    private const int Alignment = 64;

    private MicroBatch _batch;

    protected NetworkInfo Info => info;

    protected TrainingProgram Program => program;

    protected NetworkWeights Weights => weights;

    /// <summary>The whole batch: its images, their targets, and the caller's gradient.</summary>
    protected ref readonly MicroBatch Batch => ref _batch;

    /// <summary>What sums of losses begin with.</summary>
    protected BatchTotals TotalsAtFirst { get; private set; }

    /// <summary>Whether kernels may write to the caller's gradient.</summary>
    protected bool IsGradientAligned => (nuint)_batch.Gradient % Alignment == 0;

    /// <summary>In shards where the program works on micro-batches, else in stages of the whole batch.</summary>
    public static GradientPass Of(NetworkInfo info, TrainingProgram program, NetworkWeights weights, PackedWeights packed) =>
        program.Shards > 0 ? new ShardedGradientPass(info, program, weights, packed) : new StagedGradientPass(info, program, weights, packed);

    public BatchResult Run(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed, int threads)
    {
        int images = ArgumentCheck.Images(info, input.Length);
        ArgumentCheck.Targets(info, program.TargetKind, images, targets);
        ArgumentCheck.Gradient(info, weights.TrainableLength, gradient.Length);
        ArgumentCheck.SeveralImages(info, program.NormOfOnePixel, images);

        fixed (float* x = input, values = targets.Values, sum = gradient, classWeights = targets.ClassWeights)
        fixed (int* labels = targets.Labels)
        {
            _batch = new MicroBatch
            {
                Weights = weights.Pointer,
                Packed = packed.Current(threads),
                Input = x,
                Labels = labels,
                Values = values,
                Count = images,
                Scale = 1f / images,
                NoiseSeed = noiseSeed,
                Gradient = sum,
            };
            TotalsAtFirst = new BatchTotals
            {
                ClassWeights = classWeights,
                WeightScale = targets.ClassWeights.Length == 0 ? 0 : WeightScale(targets),
                LabelSmoothing = targets.LabelSmoothing,
            };
            Compute(threads);
        }

        GC.KeepAlive(this); // pointers do not hold the buffers
        return Total();
    }

    /// <summary>Gives the memory back.</summary>
    public abstract void Dispose();

    protected abstract void Compute(int threads);

    protected abstract BatchResult Total();

    protected static BatchResult Total(ReadOnlySpan<BatchTotals> parts)
    {
        double loss = 0;
        int correct = 0;
        foreach (ref readonly BatchTotals part in parts)
        {
            loss += part.Loss;
            correct += part.Correct;
        }

        return new BatchResult(loss, correct);
    }

    private static float WeightScale(Targets targets)
    {
        double counted = 0;
        foreach (int label in targets.Labels)
        {
            counted += targets.ClassWeights[label];
        }

        return (float)(targets.Labels.Length / counted);
    }
}
