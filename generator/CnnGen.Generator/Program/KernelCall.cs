using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Program;

/// <summary>One call of a kernel with its buffers.</summary>
/// <param name="Kernel">What is called.</param>
/// <param name="Arguments">One a parameter.</param>
/// <param name="EachImage">Whether it is called once an image, not once a micro-batch.</param>
/// <param name="Overwrites">Inputs that an output may take the place of.</param>
internal sealed record KernelCall(Kernel Kernel, EquatableArray<CallArgument> Arguments, bool EachImage, EquatableArray<Overwrite> Overwrites)
{
    /// <summary>Parallel tasks that the work of one image consists of; 0 where it is one thread's.</summary>
    public int Tasks { get; init; }

    /// <summary>Whether threads go on to the next call without waiting for each other: that one touches nothing that this one writes.</summary>
    public bool JoinsNext { get; init; }

    /// <summary>
    /// In a whole batch, the images of a round: all calls of the node with such a size are made for so many images, before any is made for the next. What
    /// passes between them then stays in a cache. Not given where a call is made for all images.
    /// </summary>
    public RoundSize Round { get; init; }
}

/// <summary>The kernel reads each element of an input before it writes that element of an output, so that both may be one buffer.</summary>
/// <param name="Input">Which argument is read.</param>
/// <param name="Output">Which argument is written.</param>
internal readonly record struct Overwrite(int Input, int Output);

/// <summary>An argument of a call.</summary>
internal abstract record CallArgument;

/// <summary>A place in the arena; its offset is planned after all calls are known.</summary>
/// <param name="Buffer">Number of the buffer.</param>
/// <param name="Offset">Floats from the start of the image's part of it.</param>
internal sealed record BufferArgument(int Buffer, int Offset) : CallArgument
{
    /// <summary>From one image's part to the next, counted from the first image of the round, in a buffer for the images of a round; 0 elsewhere.</summary>
    public int StrideInRound { get; init; }
}

/// <summary>A place in memory that is passed to the generated entry point.</summary>
/// <param name="Region">Which.</param>
/// <param name="Offset">Floats from its start.</param>
/// <param name="ImageStride">Floats from one image's part to the next; 0 where images share it.</param>
internal sealed record RegionArgument(Region Region, int Offset, int ImageStride) : CallArgument;

/// <summary>The first task of a call, or the end of its tasks.</summary>
internal sealed record TaskBoundArgument(bool IsEnd) : CallArgument;

/// <summary>A place in the memory of a batch's tail.</summary>
/// <param name="Offset">Floats from its start, of the first image.</param>
/// <param name="ImageStride">Floats from one image's part to the next.</param>
internal sealed record BatchArgument(int Offset, int ImageStride) : CallArgument;

/// <summary>A value that the entry point knows.</summary>
internal sealed record RuntimeArgument(RuntimeValue Value) : CallArgument;

/// <summary>What the gradient of each image's loss is multiplied by: its weight over the number of images.</summary>
/// <param name="Weight">The loss's weight.</param>
internal sealed record LossScaleArgument(float Weight) : CallArgument;

/// <summary>Where a loss adds what it finds.</summary>
/// <param name="Loss">Which loss.</param>
/// <param name="Count">How many losses there are: images of a whole batch have places of their own for each.</param>
internal sealed record LossTotalsArgument(int Loss, int Count) : CallArgument;

/// <summary>Memory that entry points are given.</summary>
internal enum Region
{
    /// <summary>The user's images.</summary>
    Input,

    /// <summary>The user's outputs.</summary>
    Output,

    /// <summary>One image's part of what the tail of a batch reads.</summary>
    Features,

    /// <summary>Memory of the thread that a kernel runs on, for as long as it runs.</summary>
    Scratch,

    /// <summary>Weights in the order the kernels read them.</summary>
    Packed,

    /// <summary>Parameters in PyTorch's order.</summary>
    Weights,

    /// <summary>Gradients in PyTorch's order.</summary>
    Gradient,

    /// <summary>Class indices.</summary>
    Labels,

    /// <summary>Target values, or the gradient of the outputs that an inspection begins with.</summary>
    Values,

    /// <summary>The values of all layers and their gradients, for an inspection.</summary>
    Record,

    /// <summary>What images contribute to values of the whole batch.</summary>
    Contributions,

    /// <summary>Values of the whole batch.</summary>
    WholeBatch,
}

/// <summary>Values that entry points know.</summary>
internal enum RuntimeValue
{
    /// <summary>Images of this micro-batch.</summary>
    Count,

    /// <summary>Seed of what is random in this batch.</summary>
    NoiseSeed,

    /// <summary>Index of the first image of this round.</summary>
    FirstOfRound,

    /// <summary>Index of the image after the last of this round.</summary>
    EndOfRound,

    /// <summary>Index of the image (or of the first one) within the batch.</summary>
    Image,
}
