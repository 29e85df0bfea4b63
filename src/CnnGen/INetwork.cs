namespace CnnGen;

/// <summary>What every generated network offers, for code that is generic over networks.</summary>
/// <typeparam name="TSelf">The network.</typeparam>
/// <remarks>
/// An instance is used by one thread at a time: a call while another thread is in one is an <see cref="InvalidOperationException"/>. Instances can share
/// weights: see
/// <see cref="ShareWeights"/>. Disposing one gives its memory back at once, that of the weights with the last instance on them; otherwise the collector does
/// so.
/// </remarks>
public interface INetwork<TSelf> : IDisposable
    where TSelf : class, INetwork<TSelf>
{
    /// <summary>Sizes, counts and tensors of the network.</summary>
    static abstract NetworkInfo Info { get; }

    /// <summary>Threads that <see cref="Forward"/> may use; 1 by default for networks so small that more do not pay. More than 256 count as 256.</summary>
    int Threads { get; set; }

    /// <summary>The trainable parameters.</summary>
    NetworkWeights Weights { get; }

    /// <summary>A network with weights initialised as PyTorch does (Kaiming-uniform).</summary>
    /// <param name="seed">Same seed, same weights.</param>
    static abstract TSelf Create(int seed);

    /// <summary>A network with weights initialised by <paramref name="initializer"/>.</summary>
    /// <param name="seed">Same seed, same weights.</param>
    /// <param name="initializer">How weights are drawn.</param>
    static abstract TSelf Create(int seed, Initializer initializer);

    /// <summary>A network with the weights of a safetensors file, ready to run.</summary>
    /// <remarks>
    /// The weights are kept in the order of the kernels only. The file stays open, until the network is disposed or a few dozen others have been loaded, and is
    /// read again when <see cref="Weights"/> are looked at, trained or saved. It may be deleted or replaced, as <see cref="Save(string)"/> does; if it is
    /// overwritten instead, the network runs on, but asking for its weights is a <see cref="WeightFileException"/>.
    /// </remarks>
    /// <exception cref="WeightFileException">The file is damaged, or its tensors are not this network's.</exception>
    static abstract TSelf Load(string path);

    /// <summary>A network with the weights of a safetensors stream.</summary>
    /// <exception cref="WeightFileException">The stream is damaged, or its tensors are not this network's.</exception>
    static abstract TSelf Load(Stream stream);

    /// <summary>Another instance on the same weights, for another thread.</summary>
    TSelf ShareWeights();

    /// <summary>Writes the weights as safetensors, with PyTorch's names, shapes and order.</summary>
    void Save(string path);

    /// <summary>Writes the weights as safetensors, with PyTorch's names, shapes and order.</summary>
    void Save(Stream stream);

    /// <summary>Computes the outputs of one image or of several behind each other. Allocates nothing.</summary>
    /// <param name="input">Images, [image, row, column, channel].</param>
    /// <param name="output">Outputs, image after image, in memory that the input does not share.</param>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>As <see cref="Forward"/>, but before the softmax, where the network ends in one or in a softmax loss.</summary>
    void Logits(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>The index of the largest output for one image.</summary>
    int Predict(ReadOnlySpan<float> input);
}
