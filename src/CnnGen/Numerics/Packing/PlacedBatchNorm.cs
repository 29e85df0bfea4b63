namespace CnnGen.Numerics;

/// <summary>Where the tensors of a batch norm begin in <see cref="NetworkWeights.Values"/>; made by generated code.</summary>
/// <param name="Scale">γ, one a channel.</param>
/// <param name="Shift">β.</param>
/// <param name="Mean">Running means.</param>
/// <param name="Variance">Running variances.</param>
/// <param name="Epsilon">Added to the variances.</param>
public readonly record struct PlacedBatchNorm(int Scale, int Shift, int Mean, int Variance, float Epsilon)
{
    /// <summary>The tensors of some channels.</summary>
    internal unsafe BatchNormSlice Read(PackingInput input, int first, int channels) => new(
        input.Read(Scale + first, channels),
        input.Read(Shift + first, channels),
        input.Read(Mean + first, channels),
        input.Read(Variance + first, channels),
        Epsilon);
}
