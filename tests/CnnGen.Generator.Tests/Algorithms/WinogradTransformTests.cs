using System.Numerics;
using CnnGen.Generator.Algorithms.Convolutions.Winograd;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Tests.Loops;
using CnnGen.Geometry;
using Xunit;

namespace CnnGen.Generator.Tests.Algorithms;

/// <summary>
/// Aᵀ[(G·g) ⊙ (Bᵀ·d)] is the correlation of d with g, for every tile in use, whole and cut: A and B are read off the emitted statements, run over exact
/// fractions; points are binary fractions, so that nothing but the divisions in G is rounded.
/// </summary>
public class WinogradTransformTests
{
    private const int LargestKernel = 11;
    private const int LargestStride = 4;
    private const int LargestImage = 60;
    private const int LargestPool = 4;

    // A number rounded to double precision is off by at most this share of itself, and one that is rounded three times to single precision by little more than
    // three times the other.
    private static readonly Rational s_double = new(1, BigInteger.One << 53);
    private static readonly Rational s_threeTimesSingle = new(4, BigInteger.One << 24);

    [Fact]
    public void EveryTile_IsCorrelation_Exactly()
    {
        WinogradAxis[] axes = [.. InUse()];
        Assert.InRange(axes.Length, 30, 1000);
        Assert.Contains(new WinogradAxis(4, 3), axes);
        Assert.Contains(new WinogradAxis(2, 3, Stride: 2), axes.Select(axis => axis with { PadsLast = false }));
        foreach (WinogradAxis axis in axes)
        {
            Rational[,] exact = ExactFilters(axis);
            for (int outputs = 1; outputs <= axis.Outputs; outputs++)
            {
                int[] weights = WeightsOfPoints(axis, outputs);
                WinogradAxis tile = axis.Cut(outputs);
                EachCoefficient(tile, outputs, (point, tap) => exact[weights[point], tap], (sum, _, expected) => sum == expected);
            }
        }
    }

    [Fact]
    public void TheFilterTransform_IsRoundedOnce()
    {
        foreach (WinogradAxis axis in InUse())
        {
            Rational[,] exact = ExactFilters(axis);
            double[] emitted = [.. axis.Filters().Matrix];
            Assert.Equal(exact.Length, emitted.Length);
            for (int i = 0; i < emitted.Length; i++)
            {
                Rational expected = exact[i / axis.Taps, i % axis.Taps];
                Rational error = Rational.Abs(Rational.Exactly(emitted[i]) - expected);
                Assert.False(error > s_double * Rational.Abs(expected), $"{axis}: {emitted[i]:R} is not {expected}.");
            }
        }
    }

    /// <summary>Filters that are transformed while they are read are not divided by the distances between points; inputs are, in single precision.</summary>
    [Fact]
    public void WithFiltersTransformedOnTheFly_EveryTileIsCorrelation_ButForTheRoundingOfItsConstants()
    {
        foreach (WinogradAxis axis in InUse().Where(axis => axis is { Stride: 1, PadsLast: false }).Select(axis => axis with { ScalesInputs = true }))
        {
            for (int outputs = 1; outputs <= axis.Outputs; outputs++)
            {
                int[] numbers = axis.PointNumbers(outputs);
                double[] points = [.. numbers.Select(number => axis.PointValues[number])];
                WinogradAxis tile = axis.Cut(outputs);
                EachCoefficient(tile, outputs, (point, tap) => Filter(axis, points[point], tap), (sum, size, expected) =>
                    !(Rational.Abs(sum - expected) > s_threeTimesSingle * size));
            }
        }
    }

    [Fact]
    public void AtPlusAndMinusP_TheFilterIsTheSumAndDifferenceOfItsParts()
    {
        foreach (WinogradAxis axis in InUse().Where(axis => axis is { Stride: 1, PadsLast: false }))
        {
            foreach (double p in axis.Pairs)
            {
                for (int tap = 0; tap < axis.Taps; tap++)
                {
                    LoopBuilder b = new();
                    Local[] taps = Locals("g", axis.Taps);
                    (Local even, Local odd) = WinogradSteps.FilterParts(b, p, taps, ("even", "odd"), 0);
                    LoopInterpreter run = Unit(b, taps, tap);
                    foreach (double value in (double[])[p, -p])
                    {
                        Rational atPoint = run.Scalar(even) + (Rational.Exactly(value) * run.Scalar(odd));
                        Assert.Equal(Power(value, tap), atPoint);
                    }
                }
            }
        }
    }

    /// <summary>Every transform that is estimated for any layer, with the zeros behind the image that it may compute and without.</summary>
    private static IEnumerable<WinogradAxis> InUse() =>
        (from kernel in Enumerable.Range(1, LargestKernel)
         from stride in Enumerable.Range(1, LargestStride)
         from outputs in Enumerable.Range(1, LargestImage)
         from unit in Enumerable.Range(1, LargestPool)
         let window = new WindowAxis(((outputs - 1) * stride) + kernel, kernel, stride, 1, 0, 0)
         from axis in WinogradTransforms.For(window, outputs, unit).Concat(stride > 1 ? WinogradTransforms.InPhases(window, outputs, unit) : [])
         where !axis.IsDirect
         from variant in (WinogradAxis[])[axis, axis with { PadsLast = false }]
         select variant).Distinct();

    /// <summary>
    /// Σ over the points of A[output, point] · B[point, input] · G[point, tap], and what it must be: 1 where the tap meets the input, else 0.
    /// </summary>
    private static void EachCoefficient(WinogradAxis tile, int outputs, Func<int, int, Rational> filter, Func<Rational, Rational, Rational, bool> isRight)
    {
        Rational[,] b = Matrix(tile.Points, (builder, d) => WinogradSteps.Input(builder, tile, d, "x"));
        Rational[,] a = Matrix(tile.Points, (builder, m) => WinogradSteps.Output(builder, tile, m, "y"));
        Assert.Equal(tile.Points, b.GetLength(0));
        Assert.Equal(outputs, a.GetLength(0));
        Rational[,] filters = new Rational[tile.Points, tile.Taps];
        for (int i = 0; i < filters.Length; i++)
        {
            filters[i / tile.Taps, i % tile.Taps] = filter(i / tile.Taps, i % tile.Taps);
        }

        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < tile.Points; input++)
            {
                for (int tap = 0; tap < tile.Taps; tap++)
                {
                    (Rational sum, Rational size) = (0, 0);
                    for (int point = 0; point < tile.Points; point++)
                    {
                        if (a[output, point] == 0 || b[point, input] == 0)
                        {
                            continue;
                        }

                        Rational product = a[output, point] * b[point, input] * filters[point, tap];
                        (sum, size) = (sum + product, size + Rational.Abs(product));
                    }

                    if (!isRight(sum, size, input == (output * tile.Stride) + tap ? 1 : 0))
                    {
                        Assert.Fail($"{tile} of {outputs} outputs: input {input} times tap {tap} is {sum} times in output {output}.");
                    }
                }
            }
        }
    }

    /// <summary>The matrix of a linear transform, column by column: its results for each unit vector.</summary>
    private static Rational[,] Matrix(int columns, Func<LoopBuilder, Local[], Local[]> transform)
    {
        LoopBuilder b = new();
        Local[] inputs = Locals("in", columns);
        Local[] results = transform(b, inputs);
        Rational[,] matrix = new Rational[results.Length, columns];
        for (int column = 0; column < columns; column++)
        {
            LoopInterpreter run = Unit(b, inputs, column);
            for (int row = 0; row < results.Length; row++)
            {
                matrix[row, column] = run.Scalar(results[row]);
            }
        }

        return matrix;
    }

    private static LoopInterpreter Unit(LoopBuilder b, Local[] inputs, int which)
    {
        LoopInterpreter run = new(1, new Dictionary<string, Rational?[]>());
        for (int i = 0; i < inputs.Length; i++)
        {
            run.Set(inputs[i], i == which ? 1 : 0);
        }

        run.Run(b.Statements);
        return run;
    }

    private static Local[] Locals(string name, int count) => [.. Enumerable.Range(0, count).Select(i => new Local(name, LocalType.Vector, [i]))];

    /// <summary>Which row of the filter transform each point of a tile uses.</summary>
    private static int[] WeightsOfPoints(WinogradAxis axis, int outputs) =>
        [.. axis
            .Runs(outputs)
            .Where(run => run.IsInLast)
            .SelectMany(run => Enumerable.Range(0, run.Count).Select(i => run.FirstWeights + (i * run.WeightStep)))];

    /// <summary>
    /// Toom and Cook: the filter's polynomial at each point, divided by the distances from all other points; at infinity its last coefficient. Phase by phase.
    /// </summary>
    private static Rational[,] ExactFilters(WinogradAxis axis)
    {
        List<Rational[]> rows = [];
        for (int phase = 0; phase < axis.Stride; phase++)
        {
            WinogradAxis own = axis.Phases[phase];
            double[] points = own.Taps == 1 ? [0] : [.. own.PointValues];
            foreach (double point in points)
            {
                Rational[] row = new Rational[axis.Taps];
                rows.Add(row);
                Rational distances = double.IsInfinity(point) || own.Taps == 1
                    ? 1
                    : points
                        .Where(other => other != point && !double.IsInfinity(other))
                        .Aggregate((Rational)1, (product, other) => product * (Rational.Exactly(point) - Rational.Exactly(other)));
                for (int tap = 0; tap < own.Taps; tap++)
                {
                    row[phase + (tap * axis.Stride)] = double.IsInfinity(point) ? (tap == own.Taps - 1 ? 1 : 0) : Power(point, tap) / distances;
                }
            }
        }

        Rational[,] matrix = new Rational[rows.Count, axis.Taps];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i / axis.Taps, i % axis.Taps] = rows[i / axis.Taps][i % axis.Taps];
        }

        return matrix;
    }

    private static Rational Filter(WinogradAxis axis, double point, int tap)
    {
        LoopBuilder b = new();
        Local[] taps = Locals("g", axis.Taps);
        Expression value = WinogradSteps.Filter(point, axis.Taps, i => taps[i]);
        return Unit(b, taps, tap).Scalar(value);
    }

    private static Rational Power(double value, int exponent) =>
        Enumerable.Repeat(Rational.Exactly(value), exponent).Aggregate((Rational)1, (product, factor) => product * factor);
}
