namespace CnnGen.Runtime;

/// <summary>The images that a <see cref="TrainingStage"/> works on, and its memory: a micro-batch, or the whole batch.</summary>
public unsafe struct MicroBatch
{
    /// <summary>The parameters, as in <see cref="NetworkWeights"/>.</summary>
    public float* Weights;

    /// <summary>The parameters in the order of the kernels.</summary>
    public float* Packed;

    /// <summary>Working memory: that of this thread for a micro-batch, that of all threads for a whole batch.</summary>
    public float* Arena;

    /// <summary>Memory that a kernel has while it runs, for each thread its own.</summary>
    public float* Scratch;

    /// <summary>The images, behind each other; no alignment.</summary>
    public float* Input;

    /// <summary>Class indices, one an image; null for a regression.</summary>
    public int* Labels;

    /// <summary>Target values, OutputLength an image; null for a classifier.</summary>
    public float* Values;

    /// <summary>Receives the values of all layers, then their gradients; null but for an inspection.</summary>
    public float* Record;

    /// <summary>Number of images.</summary>
    public int Count;

    /// <summary>Factor of the gradient of each image's loss: 1/batch.</summary>
    public float Scale;

    /// <summary>Seed of what is random in this batch.</summary>
    public long NoiseSeed;

    /// <summary>Index of the first image within the batch.</summary>
    public int FirstImage;

    /// <summary>Index of the image after the last of this round.</summary>
    public int EndOfRound;

    /// <summary>Receives the sum of gradients; laid out as the parameters.</summary>
    public float* Gradient;

    /// <summary>Receives what the images contribute to values of the whole batch, image after image.</summary>
    public float* Contributions;

    /// <summary>Values of the whole batch that earlier phases led to.</summary>
    public float* WholeBatch;

    /// <summary>Receives the sum of losses and the number of right answers: of a micro-batch, or image by image of a whole batch.</summary>
    public BatchTotals* Totals;
}
