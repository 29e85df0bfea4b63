namespace CnnGen.Reference.Operators;

/// <summary>Mean and variance of the channels of each pixel.</summary>
public sealed class LayerNorm(int channels, double[]? weight, double[]? bias, double epsilon) : ImageNorm([channels], weight, bias, epsilon)
{
    protected override int SetOf(RefTensor x, int h, int w, int c) => (h * x.Width) + w;
}
