using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Images with what a network should answer to each: a class index, or a vector of values.</summary>
/// <remarks>Reading is safe from several threads at once, as long as nobody changes the data.</remarks>
public abstract class Dataset
{
    // A fingerprint reads images of a few megabytes, and all targets of any set but an enormous one.
    private const int FingerprintValues = 1 << 22;
    private const int FingerprintImages = 64;
    private const int FingerprintTargets = 1 << 20;

    [ThreadStatic]
    private static float[]? s_mask;

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

    /// <summary>Target values an image; 0 with labels, or where a data set does not say.</summary>
    public virtual int TargetLength => 0;

    /// <summary>Class indices an image: 1 unless positions of the image, or several losses, have their own; 0 without labels.</summary>
    public virtual int LabelLength => TargetKind == TargetKind.Values ? 0 : 1;

    /// <summary>Copies one image, [row, column, channel].</summary>
    /// <param name="index">Which image.</param>
    /// <param name="destination">Receives <see cref="ImageLength"/> values.</param>
    public abstract void CopyImage(int index, Span<float> destination);

    /// <summary>The class index of one image.</summary>
    /// <param name="index">Which image.</param>
    /// <exception cref="NotSupportedException">The images have target values instead of labels.</exception>
    public virtual int Label(int index) => throw new NotSupportedException($"{GetType().Name} has no labels.");

    /// <summary>Copies the class indices of one image.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="destination">Receives <see cref="LabelLength"/> labels.</param>
    /// <exception cref="NotSupportedException">The images have target values instead of labels.</exception>
    public virtual void CopyLabels(int index, Span<int> destination)
    {
        if (destination.Length != 1)
        {
            throw new NotSupportedException($"{GetType().Name} has one label an image, not {destination.Length}.");
        }

        destination[0] = Label(index);
    }

    /// <summary>Copies the target values of one image.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="destination">Receives as many values as the network has outputs.</param>
    /// <exception cref="NotSupportedException">The images have labels instead of target values.</exception>
    public virtual void CopyTarget(int index, Span<float> destination) => throw new NotSupportedException($"{GetType().Name} has no target values.");

    /// <summary>
    /// Reads one image for training, changed by an augmentation, with the targets that belong to the changed image. Where each pixel has a label, the labels
    /// move with the image, the nearest pixel's; other targets are taken as they are. Override it where targets are made of something else that moves with the
    /// image, such as the rectangles of a detector: augment an <see cref="AugmentedImage"/> with <see cref="AugmentedImage.Boxes"/>, and make the targets of
    /// these afterwards.
    /// </summary>
    /// <remarks>Called on several threads at once. What is random comes from the source alone.</remarks>
    /// <param name="index">Which image.</param>
    /// <param name="augmentation">How it is changed. It takes values as they are before <see cref="Normalization"/>.</param>
    /// <param name="random">Where what is random comes from.</param>
    /// <param name="example">Receives image and targets.</param>
    public virtual void CopyAugmented(int index, Augmentation augmentation, ref RandomSource random, AugmentedExample example)
    {
        CopyImage(index, example.Image);
        if (!example.Labels.IsEmpty)
        {
            CopyLabels(index, example.Labels);
        }

        if (!example.Values.IsEmpty)
        {
            CopyTarget(index, example.Values);
        }

        Normalization?.Undo(example.Image);
        int pixels = ImageHeight * ImageWidth;
        if (pixels > 1 && example.Labels.Length == pixels)
        {
            AugmentWithMask(augmentation, ref random, example);
        }
        else
        {
            augmentation.Apply(new AugmentedImage(example.Image, example.Scratch, ImageHeight, ImageWidth, ImageChannels), ref random);
        }

        Normalization?.Apply(example.Image);
    }

    /// <summary>
    /// A number that tells this data from other data of the same size. Checkpoints keep it, so that training does not go on with other images by mistake.
    /// </summary>
    /// <remarks>
    /// Made from sizes, targets and images alone, so that a set in memory and the same one in files agree. All targets and images of a small set take part;
    /// of a large one at least 64 images, evenly spread, and 1,048,576 targets. Override it where images are not the same each time they are read.
    /// </remarks>
    public virtual ulong Fingerprint()
    {
        ContentHash hash = new();
        foreach (long size in (ReadOnlySpan<long>)[Count, ImageHeight, ImageWidth, ImageChannels, (long)TargetKind, TargetLength])
        {
            hash.Add(size);
        }

        float[] target = new float[TargetLength];
        int[] labels = new int[LabelLength];
        int targets = TargetKind == TargetKind.Values && TargetLength == 0
            ? 0
            : Math.Min(Count, FingerprintTargets / Math.Max(1, TargetLength + Math.Max(0, LabelLength - 1)));
        for (int i = 0; i < targets; i++)
        {
            int index = (int)((long)i * Count / targets);
            if (TargetKind == TargetKind.Label && labels.Length <= 1)
            {
                hash.Add(Label(index));
            }
            else if (TargetKind != TargetKind.Values)
            {
                CopyLabels(index, labels);
                foreach (int label in labels)
                {
                    hash.Add(label);
                }
            }

            if (TargetKind != TargetKind.Label)
            {
                CopyTarget(index, target);
                hash.Add(target);
            }
        }

        float[] image = new float[ImageLength];
        int images = Math.Min(Count, Math.Max(FingerprintImages, FingerprintValues / Math.Max(1, ImageLength)));
        for (int i = 0; i < images; i++)
        {
            CopyImage((int)((long)i * Count / images), image);
            hash.Add(image);
        }

        return hash.Value;
    }

    private void AugmentWithMask(Augmentation augmentation, ref RandomSource random, AugmentedExample example)
    {
        float[] mask = s_mask is { } known && known.Length == example.Labels.Length ? known : s_mask = new float[example.Labels.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = example.Labels[i];
        }

        AugmentedImage image = new(example.Image, example.Scratch, ImageHeight, ImageWidth, ImageChannels) { Mask = mask, MaskFill = example.BorderLabel };
        augmentation.Apply(image, ref random);
        for (int i = 0; i < mask.Length; i++)
        {
            example.Labels[i] = (int)mask[i];
        }
    }
}
