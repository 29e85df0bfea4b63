namespace CnnGen.Reference.Operators;

/// <summary>Mean and variance of the image; weights [c, h, w].</summary>
public sealed class ImageLayerNorm(int[] shape, double[]? weight, double[]? bias, double epsilon) : ImageNorm(shape, weight, bias, epsilon)
{
    protected override int SetOf(RefTensor x, int h, int w, int c) => 0;

    protected override int WeightOf(RefTensor x, int h, int w, int c) => (((c * x.Height) + h) * x.Width) + w;
}
