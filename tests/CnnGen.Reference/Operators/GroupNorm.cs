namespace CnnGen.Reference.Operators;

/// <summary>Mean and variance of each group of neighbouring channels over all pixels; a group for each channel makes instance norm.</summary>
public sealed class GroupNorm(int groups, int channels, double[]? weight, double[]? bias, double epsilon) : ImageNorm([channels], weight, bias, epsilon)
{
    protected override int SetOf(RefTensor x, int h, int w, int c) => c / (x.Channels / groups);
}
