using CnnGen.Generator.Graph;
using CnnGen.Generator.Operators;
using CnnGen.Geometry;
using CnnGen.Reference;
using Plain = CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.Kernels;

/// <summary>One operator on one shape, as the generator's record and as the oracle's.</summary>
/// <param name="Name">Shown where it fails.</param>
/// <param name="Shape">The input; operators with several operands get two of it.</param>
/// <param name="Operator">The generator's.</param>
/// <param name="Oracle">Plain double precision.</param>
internal sealed record KernelCase(string Name, TensorShape Shape, Operator Operator, Plain.RefOperator Oracle)
{
    public bool HasTwoOperands => Operator is Add or Concat or Multiply;

    /// <summary>Whether the second operand is a vector.</summary>
    public bool SecondIsVector { get; init; }

    public static IEnumerable<KernelCase> All => [.. Pools, .. Norms, .. Others, .. Curves, .. Shapes];

    private static IEnumerable<KernelCase> Pools =>
    [
        .. Pool("2×2", new(6, 8, 6), new(2, 2)),
        .. Pool("2×2, rows left over", new(7, 5, 21), new(2, 2)),
        .. Pool("3×3, s 2, p 1", new(9, 10, 17), new(3, 2, 1, 1)),
        .. Pool("3×3, s 1, p 1, one channel", new(5, 6, 1), new(3, 1, 1, 1)),
        .. Pool("3×3, s 2, same", new(8, 8, 4), new(3, 2, 0, 1)),
        .. Pool("3×3, d 2, p 2", new(9, 9, 35), new(3, 1, 2, 2, 2)),
        .. Pool("2×2, s 3", new(8, 9, 16), new(2, 3)),
        .. Pool("7×7, p 3, taps in a loop", new(9, 8, 20), new(7, 1, 3, 3)),
        .. Pool("9×9, p 4, plain loops", new(12, 11, 3), new(9, 1, 4, 4)),
        .. Pool("7×7, the whole image", new(7, 7, 40), new(7, 7)),
    ];

    private static IEnumerable<KernelCase> Norms =>
    [
        .. Norm(new(1, 1, 1), 0.75f, 1, 5),
        .. Norm(new(1, 2, 3), 0.5f, 2, 3),
        .. Norm(new(3, 2, 10), 0.75f, 3, 4, 5, 23),
        .. Norm(new(2, 3, 33), 0.6f, 5, 9, 16, 33),
        .. Norm(new(2, 2, 96), 1, 5, 70),
        new("lrn, alpha of each element", new(2, 3, 40), new LocalResponseNorm(5, 0.2f, 0.75f, 2, AlphaPerElement: true), new Plain.LocalResponseNorm(5, 1, 0.75, 2)),
    ];

    private static IEnumerable<KernelCase> Others
    {
        get
        {
            foreach (TensorShape shape in (TensorShape[])[new(1, 1, 1), new(1, 1, 10), new(4, 5, 3), new(3, 3, 33), new(5, 1, 1)])
            {
                yield return new("relu", shape, new Relu(), new Plain.Relu());
                yield return new("leaky", shape, new LeakyRelu(0.1f), new Plain.LeakyRelu(0.1f));
                yield return new("leaky, negative slope", shape, new LeakyRelu(-0.3f), new Plain.LeakyRelu(-0.3f));
                yield return new("sigmoid", shape, new Sigmoid(), new Plain.Sigmoid());
                yield return new("tanh", shape, new Tanh(), new Plain.Tanh());
                yield return new("softmax", shape, new Softmax(), new Plain.Softmax());
                yield return new("global", shape, new GlobalAveragePool(), new Plain.GlobalAveragePool());
                yield return new("flatten", shape, new Flatten(), new Plain.Flatten());
                yield return new("add", shape, new Add(), new Plain.Add());
                yield return new("concat", shape, new Concat(), new Plain.Concat());
            }

            yield return new("global, many tiles", new(9, 8, 300), new GlobalAveragePool(), new Plain.GlobalAveragePool());
            yield return new("softmax, many vectors", new(1, 1, 1000), new Softmax(), new Plain.Softmax());
        }
    }

    // The bias is large enough that the gradient is no difference of equal numbers, even where a pixel has one channel.
    private static IEnumerable<KernelCase> Norm(TensorShape shape, float beta, params int[] sizes) =>
        sizes.Select(size => new KernelCase(
            $"lrn {size}, beta {beta}", shape, new LocalResponseNorm(size, 0.5f, beta, 3, AlphaPerElement: false), new Plain.LocalResponseNorm(size, 0.5, beta, 3)));

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
                yield return new("pad", shape, new ZeroPad(1, 1, 1, 1), new Plain.ZeroPad(1, 1, 1, 1));
                yield return new("pad, sides apart", shape, new ZeroPad(0, 3, 2, 1), new Plain.ZeroPad(0, 3, 2, 1));
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

    private static IEnumerable<KernelCase> Pool(string name, TensorShape shape, RefAxis axis)
    {
        WindowAxis vertical = new(shape.Height, axis.Size, axis.Stride, axis.Dilation, axis.Before, axis.After);
        WindowAxis horizontal = vertical with { N = shape.Width };
        RefWindow window = new(axis, axis);
        yield return new("max " + name, shape, new MaxPool(vertical, horizontal), new Plain.MaxPool(window));
        yield return new("min " + name, shape, new MinPool(vertical, horizontal), new Plain.MinPool(window));
        yield return new("mean " + name, shape, new AveragePool(vertical, horizontal, false), new Plain.AveragePool(window, false));
        yield return new("mean with padding " + name, shape, new AveragePool(vertical, horizontal, true), new Plain.AveragePool(window, true));
    }
}
