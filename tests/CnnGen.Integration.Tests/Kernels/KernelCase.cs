using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Geometry;
using CnnGen.Reference;
using Plain = CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.Kernels;

/// <summary>One operator on one shape, as the generator's record and as the oracle's.</summary>
/// <param name="Name">Shown where it fails.</param>
/// <param name="Shape">The input; operators with several operands get two of it.</param>
/// <param name="Operator">The generator's.</param>
/// <param name="Oracle">Plain double precision.</param>
internal sealed partial record KernelCase(string Name, TensorShape Shape, Operator Operator, Plain.RefOperator Oracle)
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
        .. Pool("3×3, s 2, ceil", new(8, 6, 18), new(3, 2) { Ceil = true }),
        .. Pool("3×3, s 2, p 1, ceil", new(6, 7, 5), new(3, 2, 1, 1) { Ceil = true }),
        .. Pool("2×2, s 3, p 1, ceil, last dropped", new(4, 7, 16), new(2, 3, 1, 1) { Ceil = true }),
        .. Pool("9×9, s 2, p 4, ceil, plain loops", new(12, 11, 3), new(9, 2, 4, 4) { Ceil = true }),
        .. Pool("300 columns, ceil", new(2, 301, 2), new(2, 1), new(300, 2) { Ceil = true }).Where(pool => pool.Operator is not AveragePool),
    ];

    private static IEnumerable<KernelCase> Norms =>
    [
        .. Norm(new(1, 1, 1), 0.75f, 1, 5),
        .. Norm(new(1, 2, 3), 0.5f, 2, 3),
        .. Norm(new(3, 2, 10), 0.75f, 3, 4, 5, 23),
        .. Norm(new(2, 3, 33), 0.6f, 5, 9, 16, 33),
        .. Norm(new(2, 2, 96), 1, 5, 70),
        new(
            "lrn, alpha of each element",
            new(2, 3, 40),
            new LocalResponseNorm(5, 0.2f, 0.75f, 2, AlphaPerElement: true),
            new Plain.LocalResponseNorm(5, 1, 0.75, 2)),
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
            $"lrn {size}, beta {beta}",
            shape,
            new LocalResponseNorm(size, 0.5f, beta, 3, AlphaPerElement: false),
            new Plain.LocalResponseNorm(size, 0.5, beta, 3)));

    private static IEnumerable<KernelCase> Pool(string name, TensorShape shape, RefAxis axis) => Pool(name, shape, axis, axis);

    private static IEnumerable<KernelCase> Pool(string name, TensorShape shape, RefAxis rows, RefAxis columns)
    {
        WindowAxis vertical = Axis(shape.Height, rows);
        WindowAxis horizontal = Axis(shape.Width, columns);
        RefWindow window = new(rows, columns);
        yield return new("max " + name, shape, new MaxPool(vertical, horizontal), new Plain.MaxPool(window));
        yield return new("min " + name, shape, new MinPool(vertical, horizontal), new Plain.MinPool(window));
        yield return new("mean " + name, shape, new AveragePool(vertical, horizontal, false), new Plain.AveragePool(window, false));
        yield return new("mean with padding " + name, shape, new AveragePool(vertical, horizontal, true), new Plain.AveragePool(window, true));
    }

    private static WindowAxis Axis(int n, RefAxis axis) => new(n, axis.Size, axis.Stride, axis.Dilation, axis.Before, axis.After) { Ceil = axis.Ceil };
}
