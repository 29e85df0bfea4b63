using CnnGen.Runtime;

namespace CnnGen;

// The formulas behind the static properties of Initializer. Each tensor has its own random stream, chosen by its name, so that adding a layer leaves
// the other layers' values as they were.
internal static class Draw
{
    public static void Uniform(ParameterTensor tensor, Span<float> values, int seed, double bound)
    {
        var random = new RandomSource(seed, RandomSource.StreamOf(tensor.Name));
        foreach (ref float value in values)
        {
            value = (float)(((2 * random.NextDouble()) - 1) * bound);
        }
    }

    public static void Normal(ParameterTensor tensor, Span<float> values, int seed, double deviation)
    {
        var random = new RandomSource(seed, RandomSource.StreamOf(tensor.Name));
        foreach (ref float value in values)
        {
            value = (float)(random.NextGaussian() * deviation);
        }
    }

    // [out, in, kh, kw] or [out, in]: how many outputs one input goes to.
    public static long FanOut(ParameterTensor tensor)
    {
        long fanOut = tensor.Shape[0];
        for (int axis = 2; axis < tensor.Shape.Count; axis++)
        {
            fanOut *= tensor.Shape[axis];
        }

        return fanOut;
    }
}

internal sealed class KaimingUniformInitializer : Initializer
{
    public override void Fill(ParameterTensor tensor, Span<float> values, int seed) => Draw.Uniform(tensor, values, seed, 1 / Math.Sqrt(tensor.FanIn));
}

internal sealed class KaimingNormalInitializer : WeightInitializer
{
    protected override void FillWeights(ParameterTensor tensor, Span<float> values, int seed) =>
        Draw.Normal(tensor, values, seed, Math.Sqrt(2d / tensor.FanIn));
}

internal sealed class XavierUniformInitializer : WeightInitializer
{
    protected override void FillWeights(ParameterTensor tensor, Span<float> values, int seed) =>
        Draw.Uniform(tensor, values, seed, Math.Sqrt(6d / (tensor.FanIn + Draw.FanOut(tensor))));
}

internal sealed class XavierNormalInitializer : WeightInitializer
{
    protected override void FillWeights(ParameterTensor tensor, Span<float> values, int seed) =>
        Draw.Normal(tensor, values, seed, Math.Sqrt(2d / (tensor.FanIn + Draw.FanOut(tensor))));
}

internal sealed class ZeroInitializer : Initializer
{
    public override void Fill(ParameterTensor tensor, Span<float> values, int seed) => values.Clear();
}

// Draws weights; biases are 0.
internal abstract class WeightInitializer : Initializer
{
    public sealed override void Fill(ParameterTensor tensor, Span<float> values, int seed)
    {
        if (tensor.Role == ParameterRole.Weight)
        {
            FillWeights(tensor, values, seed);
        }
        else
        {
            values.Clear();
        }
    }

    protected abstract void FillWeights(ParameterTensor tensor, Span<float> values, int seed);
}
