using CnnGen.Packing;

namespace CnnGen.Runtime;

/// <summary>Forward and backward over one batch: checks the arguments and says how the batch is divided over threads, which never changes a bit.</summary>
internal abstract unsafe class GradientPass(NetworkInfo info, TrainingProgram program, NetworkWeights weights, PackedWeights packed) : IDisposable
{
    private readonly BatchTotals[] _totalsAtFirst = new BatchTotals[Math.Max(1, info.Losses.Count)];
    private readonly NativeBuffer[] _classWeights = ClassWeights(info);
    private MicroBatch _batch;
    private int[] _places = [];

    protected NetworkInfo Info => info;

    protected TrainingProgram Program => program;

    protected NetworkWeights Weights => weights;

    /// <summary>The whole batch: its images, their targets, and the caller's gradient.</summary>
    protected ref readonly MicroBatch Batch => ref _batch;

    /// <summary>How many losses there are.</summary>
    protected int Losses => _totalsAtFirst.Length;

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
        fixed (int* labels = targets.Labels, second = targets.SecondLabels, places = targets.SecondLabels.IsEmpty ? null : Places(images))
        {
            _batch = new MicroBatch
            {
                Weights = weights.Pointer,
                Packed = packed.Current(threads),
                Input = x,
                Labels = second == null ? labels : places,
                Values = values,
                Count = images,
                Scale = 1f / images,
                NoiseSeed = noiseSeed,
                Gradient = sum,
            };
            _totalsAtFirst[0] = new BatchTotals
            {
                ClassWeights = classWeights,
                WeightScale = targets.ClassWeights.Length == 0 ? 0 : (float)LabelCount.Scale(targets.Labels, images, 1, 0, 1, -1, classWeights),
                LabelSmoothing = targets.LabelSmoothing,
                IgnoreLabel = -1,
            };
            DeclareLosses(images, targets, classWeights);
            _totalsAtFirst[0].FirstLabels = labels;
            _totalsAtFirst[0].SecondLabels = second;
            _totalsAtFirst[0].SecondShare = targets.SecondShare;
            Compute(threads);
        }

        GC.KeepAlive(this); // pointers do not hold the buffers
        return Total();
    }

    /// <summary>Gives the memory back.</summary>
    public virtual void Dispose()
    {
        foreach (NativeBuffer weights in _classWeights)
        {
            weights.Dispose();
        }
    }

    protected abstract void Compute(int threads);

    protected abstract BatchResult Total();

    /// <summary>Sums of losses as they are before the first image: for each part of the batch one a loss.</summary>
    protected void Begin(Span<BatchTotals> parts)
    {
        for (int part = 0; part < parts.Length; part += Losses)
        {
            _totalsAtFirst.CopyTo(parts[part..]);
        }
    }

    /// <summary>The weighted sum of the losses. Right answers are those of images: of the first loss, if it takes one label an image.</summary>
    /// <param name="parts">For each part of the batch one a loss.</param>
    protected BatchResult Total(ReadOnlySpan<BatchTotals> parts)
    {
        bool countsAnswers = info.Losses.Count == 0 || info.Losses[0].Positions == 1;
        double loss = 0;
        int correct = 0;
        for (int part = 0; part < parts.Length; part += Losses)
        {
            for (int i = 0; i < Losses; i++)
            {
                loss += (info.Losses.Count == 0 ? 1 : info.Losses[i].Weight) * parts[part + i].Loss;
            }

            correct += countsAnswers ? parts[part].Correct : 0;
        }

        return new BatchResult(loss, correct);
    }

    /// <summary>What stands in the place of labels where images have two: no class, and not −1, which may be the label that does not count.</summary>
    private int[] Places(int images)
    {
        if (_places.Length < images)
        {
            _places = new int[images];
            for (int image = 0; image < images; image++)
            {
                _places[image] = -2 - image;
            }
        }

        return _places;
    }

    private static NativeBuffer[] ClassWeights(NetworkInfo info)
    {
        var weights = new NativeBuffer[info.Losses.Count];
        for (int loss = 0; loss < weights.Length; loss++)
        {
            weights[loss] = new NativeBuffer(info.Losses[loss].ClassWeights.Count);
            for (int c = 0; c < info.Losses[loss].ClassWeights.Count; c++)
            {
                weights[loss].Pointer[c] = info.Losses[loss].ClassWeights[c];
            }
        }

        return weights;
    }

    /// <summary>How the declared losses count. What the targets say of class weights and smoothing stands before what an only loss says.</summary>
    private void DeclareLosses(int images, Targets targets, float* classWeights)
    {
        int offset = 0;
        for (int i = 0; i < info.Losses.Count; i++)
        {
            LossInfo loss = info.Losses[i];
            float* weights = classWeights != null ? classWeights : loss.ClassWeights.Count > 0 ? _classWeights[i].Pointer : null;
            int ignored = loss.IgnoreLabel ?? -1;
            _totalsAtFirst[i] = new BatchTotals
            {
                ClassWeights = weights,
                WeightScale = loss.TakesLabels && (loss.CountsLabels || weights != null)
                    ? (float)LabelCount.Scale(targets.Labels, images, info.LabelLength, offset, loss.Positions, ignored, weights)
                    : 0,
                LabelSmoothing = targets.LabelSmoothing > 0 ? targets.LabelSmoothing : loss.LabelSmoothing,
                IgnoreLabel = ignored,
            };
            offset += loss.TakesLabels ? loss.TargetLength : 0;
        }
    }
}
