using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Shapes;
using Plain = CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.Kernels;

/// <content>Functions of each value by itself, products, and layers that change the size of the image.</content>
internal sealed partial record KernelCase
{
    private static IEnumerable<KernelCase> Curves
    {
        get
        {
            foreach (TensorShape shape in (TensorShape[])[new(1, 1, 7), new(4, 5, 3), new(3, 3, 33)])
            {
                yield return new("elu", shape, new Elu(1f), new Plain.Elu(1));
                yield return new("elu 0.3", shape, new Elu(0.3f), new Plain.Elu(0.3f));
                yield return new("elu, negative alpha", shape, new Elu(-0.7f), new Plain.Elu(-0.7f));
                yield return new("hard sigmoid", shape, new HardSigmoid(1f / 6f, 0.5f), new Plain.HardSigmoid(1f / 6f, 0.5f));
                yield return new("hard sigmoid, falling", shape, new HardSigmoid(-0.6f, 0.3f), new Plain.HardSigmoid(-0.6f, 0.3f));
                yield return new("hard swish", shape, new HardSwish(), new Plain.HardSwish());
                yield return new("silu", shape, new Silu(), new Plain.Silu());
                yield return new("softplus", shape, new Softplus(), new Plain.Softplus());
                yield return new("selu", shape, new Selu(), new Plain.Selu());
                yield return new("mish", shape, new Mish(), new Plain.Mish());
                yield return new("gelu", shape, new Gelu(false), new Plain.Gelu());
                yield return new("gelu by tanh", shape, new Gelu(true), new Plain.GeluTanh());
                yield return new("clip", shape, new Clip(-0.7f, 1.1f), new Plain.Clip(-0.7f, 1.1f));
                yield return new("clip from below", shape, new Clip(0.2f, float.PositiveInfinity), new Plain.Clip(0.2f, double.PositiveInfinity));
                yield return new("clip from above", shape, new Clip(float.NegativeInfinity, 0.2f), new Plain.Clip(double.NegativeInfinity, 0.2f));
                yield return new("log softmax", shape, new LogSoftmax(), new Plain.LogSoftmax());
                yield return new("multiply", shape, new Multiply(), new Plain.Multiply());
                yield return new("multiply by a vector", shape, new Multiply(), new Plain.Multiply()) { SecondIsVector = true };
            }

            yield return new("log softmax, many vectors", new(1, 1, 1000), new LogSoftmax(), new Plain.LogSoftmax());
        }
    }

    private static IEnumerable<KernelCase> Shapes
    {
        get
        {
            foreach (TensorShape shape in (TensorShape[])[new(1, 3, 5), new(4, 5, 3)])
            {
                yield return new("pad", shape, new ZeroPad(1, 1, 1, 1, 0, 0), new Plain.ZeroPad(1, 1, 1, 1));
                yield return new("pad, sides apart", shape, new ZeroPad(0, 3, 2, 1, 0, 0), new Plain.ZeroPad(0, 3, 2, 1));
                yield return new("pad, channels", shape, new ZeroPad(0, 0, 0, 0, 2, 19), new Plain.ZeroPad(0, 0, 0, 0, 2, 19));
                yield return new("pad, all", shape, new ZeroPad(0, 1, 2, 0, 5, 0), new Plain.ZeroPad(0, 1, 2, 0, 5, 0));
                foreach ((int vertical, int horizontal) in ((int, int)[])[(2, 2), (3, 1), (1, 4)])
                {
                    yield return Upsample(shape, vertical, horizontal, UpsampleKind.Nearest, null);
                    yield return Upsample(shape, vertical, horizontal, UpsampleKind.LinearHalfPixel, Plain.Upsample.HalfPixel);
                    yield return Upsample(shape, vertical, horizontal, UpsampleKind.LinearAsymmetric, Plain.Upsample.Asymmetric);
                }
            }

            yield return Upsample(new(3, 2, 21), 5, 2, UpsampleKind.LinearAsymmetric, Plain.Upsample.Asymmetric);
            yield return Upsample(new(4, 3, 2), 8, 8, UpsampleKind.LinearHalfPixel, Plain.Upsample.HalfPixel);
        }
    }

    private static KernelCase Upsample(TensorShape shape, int vertical, int horizontal, UpsampleKind kind, Func<double, int, double>? place) => new(
        $"upsample {vertical}×{horizontal}, {kind}",
        shape,
        new Upsample(new UpsampleAxis(shape.Height, vertical, kind), new UpsampleAxis(shape.Width, horizontal, kind)),
        new Plain.Upsample(vertical, horizontal, place));
}
