namespace CnnGen.Packing;

/// <summary>Brings a block of a layer's weights into another form, with or without a batch norm multiplied into it first; made by generated code.</summary>
public abstract unsafe class BlockStep : PackingStep
{
    // Small enough for the second-level cache, where a piece is read from a file or scaled, large enough for a thread to be worth it.
    private protected const int LengthOfPiece = 1 << 16;

    private readonly int _weights;

    private protected BlockStep(int weights) => _weights = weights;

    /// <summary>What the weights are multiplied by first.</summary>
    public ChannelFactors? Factors { get; init; }

    /// <summary>Whether each weight is rounded to bfloat16, after it was multiplied.</summary>
    public bool IsRounded { get; init; }

    /// <summary>A part of the block, scaled and rounded.</summary>
    private protected float* Read(PackingInput input, int first, int length)
    {
        float* values = Factors is { } factors ? factors.Scaled(input, _weights + first, first, length) : input.Read(_weights + first, length);
        if (!IsRounded)
        {
            return values;
        }

        float* rounded = input.Take(length);
        BFloat16.Round(values, rounded, length);
        return rounded;
    }
}
