using System.Globalization;
using System.Text;

namespace CnnGen;

/// <summary>
/// The memory of a step of training, as it is planned: <see cref="Trainer{TNetwork}.Memory"/>. In bytes. What the runtime, the data set and images that are
/// read ahead take comes on top.
/// </summary>
public sealed class TrainingMemory
{
    private const double Mebibyte = 1 << 20;

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>Images of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>
    /// What passes between layers: values of the forward pass and gradients of values where most of them are needed at one time. Of small networks those of the
    /// micro-batches that threads work on.
    /// </summary>
    public required long Values { get; init; }

    /// <summary>
    /// What of <see cref="Values"/> the forward pass leaves for the backward pass: the part that <see cref="BlockAttribute.Checkpointing"/> makes smaller. 0
    /// where a step takes its images in micro-batches, whose memory does not grow with the batch.
    /// </summary>
    public required long KeptValues { get; init; }

    /// <summary>The images of a batch.</summary>
    public required long Images { get; init; }

    /// <summary>The weights, in PyTorch's order.</summary>
    public required long Weights { get; init; }

    /// <summary>The weights in the orders that the kernels of training read.</summary>
    public required long PackedWeights { get; init; }

    /// <summary>The gradient of the weights; another one where batches are accumulated, and those of the shards of small networks.</summary>
    public required long Gradients { get; init; }

    /// <summary>What the optimizer remembers.</summary>
    public required long OptimizerState { get; init; }

    /// <summary>Further weights: the moving average, those of the best epoch.</summary>
    public required long WeightCopies { get; init; }

    /// <summary>Sums over the batch and what each thread needs while it runs a kernel.</summary>
    public required long Scratch { get; init; }

    /// <summary>All of it.</summary>
    public long Total => Values + Images + Weights + PackedWeights + Gradients + OptimizerState + WeightCopies + Scratch;

    /// <summary>A table with a line for each part that is not empty.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Network}: memory of a step of {BatchSize} image{(BatchSize == 1 ? "" : "s")}\n");
        Line(text, "values", Values);
        if (KeptValues > 0)
        {
            Line(text, "  kept for the backward pass", KeptValues);
        }

        Line(text, "images", Images);
        Line(text, "weights", Weights);
        Line(text, "packed weights", PackedWeights);
        Line(text, "gradients", Gradients);
        Line(text, "optimizer's state", OptimizerState);
        Line(text, "copies of the weights", WeightCopies);
        Line(text, "sums and scratch", Scratch);
        Line(text, "in all", Total);
        return text.ToString().TrimEnd('\n');
    }

    private static void Line(StringBuilder text, string what, long bytes)
    {
        if (bytes > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{what,-30}{bytes / Mebibyte,10:N1} MiB\n");
        }
    }
}
