namespace CnnGen;

/// <summary>A network with a loss, which can be trained.</summary>
/// <typeparam name="TSelf">The network.</typeparam>
public interface ITrainableNetwork<TSelf> : INetwork<TSelf>
    where TSelf : class, ITrainableNetwork<TSelf>
{
    /// <summary>What the loss compares the output with.</summary>
    static abstract TargetKind TargetKind { get; }

    /// <summary>The loss that was declared.</summary>
    static abstract LossKind LossKind { get; }

    /// <summary>
    /// Forward and backward over one batch: the gradient of the mean loss, and the sums that metrics are made of.
    /// The result is the same for every number of threads, bit for bit. Allocates nothing after the first call at a batch size.
    /// As a training step in PyTorch does, it moves the running averages of batch norms in <see cref="INetwork{TSelf}.Weights"/>, once a call.
    /// </summary>
    /// <param name="input">Images, [image, row, column, channel].</param>
    /// <param name="targets">One label or one vector an image.</param>
    /// <param name="gradient">Receives d loss/d parameter, laid out as <see cref="NetworkWeights.Trainable"/>.</param>
    /// <param name="noiseSeed">Seed of what is random in the network (dropout); another one for every batch.</param>
    BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed = 0);
}
