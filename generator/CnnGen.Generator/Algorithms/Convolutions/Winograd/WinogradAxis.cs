using System.Runtime.CompilerServices;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// Winograd's minimal filtering F(m, r) along one axis: <paramref name="Outputs"/> neighbouring outputs of a filter with <paramref name="Taps"/> taps by
/// m + r − 1 multiplications instead of m · r. The polynomials of filter and input are evaluated at 0, at pairs ±p and, where m + r is odd, at infinity,
/// multiplied there, and the product is interpolated (Toom and Cook).
/// </summary>
/// <param name="Outputs">m.</param>
/// <param name="Taps">r.</param>
/// <param name="IsDirect">The axis stays as it is: products with each tap are summed, as in direct convolution.</param>
/// <param name="Stride">
/// From the inputs of an output to those of the next. With a transform and a stride s, every s-th input and every s-th tap belong together: outputs are sums of
/// s filters of stride 1, the <see cref="Phases"/>, each with a transform of its own.
/// </param>
/// <param name="MissingOutputs">
/// Outputs that the tile has less than others of its row or column, because the image ends there. It uses as many of their points less, so that weights at the
/// points serve both.
/// </param>
/// <param name="PadsLast">Whether such a tile computes the outputs past the end all the same: where they are few, they are not worth code of their own.</param>
/// <param name="ScalesInputs">
/// Whether inputs are divided by the distances between points. Else weights are, which costs nothing where they are brought to the points before any image is
/// seen.
/// </param>
/// <remarks>
/// Source: A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks" (2015); the general construction is in S. Winograd, "Arithmetic
/// Complexity of Computations" (1980). Pairs ±p let both evaluations share their even and odd parts.
/// </remarks>
internal readonly record struct WinogradAxis(
    int Outputs,
    int Taps,
    bool IsDirect = false,
    int Stride = 1,
    int MissingOutputs = 0,
    bool PadsLast = false,
    bool ScalesInputs = false)
{
    // Chosen among small binary fractions, which are exact, for the least rounding error over random inputs: with these, F(4, 3) in both axes and F(4, 7)
    // in one are as exact as a sum in single precision taken one by one.
    private static readonly double[] s_two = [1];
    private static readonly double[] s_four = [0.75, 1.5];
    private static readonly double[] s_six = [0.5, 1, 2];
    private static readonly double[] s_eight = [0.375, 0.75, 1.25, 2];

    /// <summary>An axis along which the filter has one tap.</summary>
    public static readonly WinogradAxis Identity = Direct(1, 1);

    /// <summary>
    /// Points at which polynomials are multiplied: the multiplications of one tile, and the inputs it reads. A summed axis knows one, where everything stays.
    /// </summary>
    public int Points => IsDirect ? 1 : (ComputedOutputs * Stride) + Taps - Stride;

    /// <summary>Outputs, with those past the end of the image.</summary>
    public int ComputedOutputs => PadsLast ? Outputs + MissingOutputs : Outputs;

    /// <summary>Points with weights of their own: of a single tap, all points share one.</summary>
    public int Weights
    {
        [MethodImpl(JitOptions.AggressiveOptimization)]
        get
        {
            int weights = 0;
            for (int phase = 0; phase < PhaseCount; phase++)
            {
                weights += SizesOf(phase).Weights;
            }

            return weights;
        }
    }

    /// <summary>Points of the largest of the transforms, which decides about rounding.</summary>
    public int PointsTogether => SizesOf(0).Points;

    /// <summary>Taps of the largest of the transforms.</summary>
    public int TapsTogether => TapsOf(0);

    /// <summary>How many <see cref="Phases"/> there are.</summary>
    public int PhaseCount => IsDirect ? 1 : Stride;

    /// <summary>Points of one of the <see cref="Phases"/>, and those with weights of their own.</summary>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public (int Points, int Weights) SizesOf(int phase)
    {
        int taps = TapsOf(phase);
        int points = IsDirect ? 1 : ComputedOutputs + taps - 1;
        return (points, taps == 1 || IsDirect ? 1 : points);
    }

    private int TapsOf(int phase) => (Taps - phase + Stride - 1) / Stride;

    /// <summary>
    /// The filters of stride 1 that this one is a sum of, in the order of the first input of each: of 3 taps with a stride of 2, one of the first and the last
    /// tap, and one of the tap in the middle, which needs no transform.
    /// </summary>
    /// <remarks>Source: C. Huang et al., "DWM: A Decomposable Winograd Method for Convolution Acceleration" (2020).</remarks>
    public IReadOnlyList<WinogradAxis> Phases
    {
        get
        {
            WinogradAxis axis = this;
            return [.. Enumerable.Range(0, Stride).Select(phase => axis with { Taps = axis.TapsOf(phase), Stride = 1 })];
        }
    }

    /// <summary>Products that are summed at a point for each input channel.</summary>
    public int Terms => IsDirect ? Taps : 1;

    /// <summary>Whether 0 is one of the points: a shorter tile gives it up where there is no point at infinity.</summary>
    public bool HasZero => Points % 2 == 1 || WholePoints % 2 == 0;

    /// <summary>Whether infinity is one of the points. Only the last output needs it.</summary>
    public bool HasInfinity => Points % 2 == 0 && WholePoints % 2 == 0;

    /// <summary>The p of each pair ±p.</summary>
    public IReadOnlyList<double> Pairs => WholePairs.Take((Points - (HasZero ? 1 : 0)) / 2).ToArray();

    /// <summary>The p of pairs ±p that other tiles have and this one has not.</summary>
    public IReadOnlyList<double> MissingPairs => WholePairs.Skip(Pairs.Count).ToArray();

    private int WholePoints => PadsLast ? Points : Points + MissingOutputs;

    private IReadOnlyList<double> WholePairs => WholePoints switch
    {
        2 => [],
        3 or 4 => s_two,
        5 or 6 => s_four,
        7 or 8 => s_six,
        9 or 10 => s_eight,
        _ => throw new InvalidOperationException($"No points are chosen for F({Outputs}, {Taps})."),
    };

    /// <summary>
    /// What inputs are multiplied by at 0. Weights at a point are divided by its distances from all others that other tiles have; by those a shorter tile has
    /// not, its inputs are multiplied.
    /// </summary>
    public double InputFactorAtZero
    {
        get
        {
            static double Distances(IEnumerable<double> pairs) => pairs.Aggregate(1.0, (product, q) => product * -(q * q));
            return ScalesInputs ? 1 / Distances(Pairs) : Distances(MissingPairs);
        }
    }

    /// <summary>What inputs are multiplied by at ±p but for the point 0, whose distances from both differ in their sign.</summary>
    public double InputFactorAt(double p)
    {
        double Distances(IEnumerable<double> pairs) => pairs.Aggregate(1.0, (product, q) => product * ((p * p) - (q * q)));
        return ScalesInputs ? 1 / (2 * p * p * Distances(Pairs.Where(q => q != p))) : Distances(MissingPairs);
    }

    /// <summary>The points: 0, +p₁, −p₁, +p₂, −p₂ …, and infinity.</summary>
    public IReadOnlyList<double> PointValues =>
    [
        .. HasZero ? (double[])[0] : [],
        .. Pairs.SelectMany(p => (double[])[p, -p]),
        .. HasInfinity ? (double[])[double.PositiveInfinity] : [],
    ];

    /// <summary>
    /// Which of some neighbouring outputs is NaN wherever another of them is, or null where none is sure to be. All read the points ±p; only the first reads
    /// the point 0, too, and only the last the one at infinity.
    /// </summary>
    /// <param name="first">The first of the outputs within the tile.</param>
    /// <param name="count">How many.</param>
    public int? ReadsAllPoints(int first, int count)
    {
        if (IsDirect || Taps == 1 || Stride > 1)
        {
            return count == 1 ? 0 : null;
        }

        bool readsZero = first == 0 && HasZero;
        bool readsInfinity = first + count == ComputedOutputs && HasInfinity;
        return readsZero && readsInfinity && count > 1 ? null : readsInfinity ? count - 1 : 0;
    }

    /// <summary>The tile at the end of the image, with so many outputs.</summary>
    public WinogradAxis Cut(int outputs) => this with { Outputs = outputs, MissingOutputs = Outputs - outputs };

    /// <summary>An axis without a transform.</summary>
    public static WinogradAxis Direct(int outputs, int taps, int stride = 1) => new(outputs, taps, IsDirect: true, stride);

    /// <summary>Values that so many neighbouring tiles have at a point, before the products.</summary>
    public int Inputs(int tiles) => IsDirect ? (((tiles * Outputs) - 1) * Stride) + Taps : tiles;

    /// <summary>Values that so many neighbouring tiles have at a point, after the products.</summary>
    public int Products(int tiles) => IsDirect ? tiles * Outputs : tiles;

    /// <summary>Runs of points along the axis: with weights of their own or with the same at all of them, and such that the last tile has or has not.</summary>
    /// <param name="lastOutputs">Outputs of the last tile.</param>
    public IEnumerable<WinogradRun> Runs(int lastOutputs)
    {
        int point = 0;
        int weights = 0;
        foreach (WinogradAxis phase in IsDirect ? [this] : Phases)
        {
            foreach ((int first, int count, bool isInLast) in phase.RunsOfPhase(lastOutputs).Where(run => run.Count > 0))
            {
                int step = phase.Taps == 1 ? 0 : 1;
                yield return new WinogradRun(point + first, count, weights + (first * step), step, isInLast);
            }

            point += phase.Points;
            weights += phase.Weights;
        }
    }

    /// <summary>The points that a tile with so many outputs has, by their numbers among all.</summary>
    public int[] PointNumbers(int outputs) => [.. Runs(outputs).Where(run => run.IsInLast).SelectMany(run => Enumerable.Range(run.First, run.Count))];

    /// <summary>The points of the last tile are neighbours but for infinity.</summary>
    private IEnumerable<(int First, int Count, bool IsInLast)> RunsOfPhase(int lastOutputs)
    {
        WinogradAxis last = Cut(lastOutputs);
        if (IsDirect || PadsLast || last.MissingOutputs == 0)
        {
            return [(0, Points, true)];
        }

        int start = Taps > 1 && HasZero && !last.HasZero ? 1 : 0;
        int infinity = Taps > 1 && last.HasInfinity ? 1 : 0;
        int end = start + last.Points - infinity;
        return ((int First, int Count, bool IsInLast)[])[
            (0, start, false),
            (start, end - start, true),
            (end, Points - infinity - end, false),
            (Points - infinity, infinity, true)
        ];
    }

    /// <summary>[point, tap]: what brings a filter to the points. Points in the order 0, +p₁, −p₁, +p₂, −p₂ …, ∞.</summary>
    public double[,] FilterTransform() => Stride == 1 ? FilterTransformOfPhase() : FilterTransformOfPhases();

    /// <summary>The same for the packing of weights.</summary>
    public FilterTransform Filters() => new(Outputs, Taps, Stride, IsDirect ? [] : FilterTransform().Cast<double>().ToEquatableArray());

    private double[,] FilterTransformOfPhases()
    {
        double[,] matrix = new double[Weights, Taps];
        int row = 0;
        for (int i = 0; i < Stride; i++)
        {
            WinogradAxis phase = Phases[i];
            double[,] own = phase.FilterTransformOfPhase();
            for (int point = 0; point < phase.Weights; point++, row++)
            {
                for (int tap = 0; tap < phase.Taps; tap++)
                {
                    matrix[row, i + (tap * Stride)] = own[point, tap];
                }
            }
        }

        return matrix;
    }

    private double[,] FilterTransformOfPhase()
    {
        if (Taps == 1)
        {
            return new double[,] { { 1 } };
        }

        double[,] matrix = new double[Points, Taps];
        double[] points = [0, .. Pairs.SelectMany(p => (double[])[p, -p])];
        for (int i = 0; i < points.Length; i++)
        {
            double others = 1;
            foreach (double other in points)
            {
                others *= other == points[i] ? 1 : points[i] - other;
            }

            double power = 1;
            for (int tap = 0; tap < Taps; tap++)
            {
                matrix[i, tap] = power / others;
                power *= points[i];
            }
        }

        if (HasInfinity)
        {
            matrix[Points - 1, Taps - 1] = 1;
        }

        return matrix;
    }

    /// <summary>The coefficients of Π (x² − q²) over the given pairs, lowest power of x² first.</summary>
    public static double[] EvenPolynomial(IEnumerable<double> pairs)
    {
        double[] polynomial = [1];
        foreach (double pair in pairs)
        {
            double[] next = new double[polynomial.Length + 1];
            for (int i = 0; i < polynomial.Length; i++)
            {
                next[i + 1] += polynomial[i];
                next[i] -= pair * pair * polynomial[i];
            }

            polynomial = next;
        }

        return polynomial;
    }

    public override string ToString() => (IsDirect, Stride) switch
    {
        (true, _) when Taps > 1 => FormattableString.Invariant($"{Taps} taps untransformed"),
        (false, > 1) => $"({string.Join(" + ", Phases.Select(phase => phase.ToString()))})",
        _ => FormattableString.Invariant($"F({Outputs}, {Taps})"),
    };
}

/// <summary>Neighbouring points of an axis.</summary>
/// <param name="First">The first one.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstWeights">The weights of the first one.</param>
/// <param name="WeightStep">From the weights of a point to those of the next; 0 where all share one.</param>
/// <param name="IsInLast">Whether the last tile has these points, too.</param>
internal readonly record struct WinogradRun(int First, int Count, int FirstWeights, int WeightStep, bool IsInLast);
