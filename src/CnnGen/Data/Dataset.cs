namespace CnnGen;

/// <summary>Images with what a network should answer to each: a class index, or a vector of values.</summary>
/// <remarks>Reading is safe from several threads at once, as long as nobody changes the data.</remarks>
public abstract class Dataset
{
    /// <summary>Number of images.</summary>
    public abstract int Count { get; }

    /// <summary>Rows of an image.</summary>
    public abstract int ImageHeight { get; }

    /// <summary>Columns of an image.</summary>
    public abstract int ImageWidth { get; }

    /// <summary>Values a pixel.</summary>
    public abstract int ImageChannels { get; }

    /// <summary>Values of an image.</summary>
    public virtual int ImageLength => ImageHeight * ImageWidth * ImageChannels;

    /// <summary>Whether images have labels or target values.</summary>
    public abstract TargetKind TargetKind { get; }

    /// <summary>What the classes are called, in the order of their indices; empty where nobody said.</summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>
    /// What <see cref="CopyImage"/> has normalised images with, so that augmentations see values from 0 to 1: it is undone before them and done again after
    /// them. Null where images are not normalised.
    /// </summary>
    public virtual Normalization? Normalization => null;

    /// <summary>
    /// Threads that read images ahead while the batch before is computed with; 0 for data that are read in no time. The order of images, and so what is
    /// learned, does not depend on it.
    /// </summary>
    public virtual int Workers => 0;

    /// <summary>Copies one image, [row, column, channel].</summary>
    /// <param name="index">Which image.</param>
    /// <param name="destination">Receives <see cref="ImageLength"/> values.</param>
    public abstract void CopyImage(int index, Span<float> destination);

    /// <summary>The class index of one image.</summary>
    /// <param name="index">Which image.</param>
    /// <exception cref="NotSupportedException">The images have target values instead of labels.</exception>
    public virtual int Label(int index) => throw new NotSupportedException($"{GetType().Name} has no labels.");

    /// <summary>Copies the target values of one image.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="destination">Receives as many values as the network has outputs.</param>
    /// <exception cref="NotSupportedException">The images have labels instead of target values.</exception>
    public virtual void CopyTarget(int index, Span<float> destination) => throw new NotSupportedException($"{GetType().Name} has no target values.");
}
