using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// The one-dimensional transforms of Winograd's algorithm as straight-line code. Values at +p and −p are sum and difference of an even and an odd part, so
/// both cost hardly more than one.
/// </summary>
internal static class WinogradSteps
{
    /// <summary>Bᵀ·d: neighbouring inputs to the points 0, +p₁, −p₁, …, ∞.</summary>
    /// <param name="b">Receives the statements.</param>
    /// <param name="axis">The transform.</param>
    /// <param name="d">m + r − 1 inputs.</param>
    /// <param name="name">Of the locals that hold the results.</param>
    public static Local[] Input(LoopBuilder b, WinogradAxis axis, Local[] d, string name)
    {
        if (axis.IsDirect || axis.Taps == 1)
        {
            return d;
        }

        if (axis.Stride > 1)
        {
            return [.. axis.Phases.SelectMany((phase, first) => Input(b, phase, Every(axis.Stride, d, first), PhaseName(name, first)))];
        }

        Local[] values = new Local[axis.Points];
        void Keep(int point, Expression value) => values[point] = b.Declare(name, LocalType.Vector, value, point);

        // Zero and infinity leave out one factor, x or 1, of the polynomial over all points; what is left has even powers only.
        double[] all = WinogradAxis.EvenPolynomial(axis.Pairs);
        int zero = axis.HasZero ? 1 : 0;
        if (axis.HasZero)
        {
            Keep(0, Combine(all, i => d[2 * i], axis.InputFactorAtZero));
        }

        for (int pair = 0; pair < axis.Pairs.Count; pair++)
        {
            double p = axis.Pairs[pair];
            double[] others = WinogradAxis.EvenPolynomial(axis.Pairs.Where(q => q != p));
            double distances = axis.InputFactorAt(p);
            Local even = b.Declare(name + "Even", LocalType.Vector, Combine(others, i => d[(2 * i) + 1 + zero], axis.HasZero ? distances : 1), pair);
            Local odd = b.Declare(name + "Odd", LocalType.Vector, Combine(others, i => d[(2 * i) + zero], axis.HasZero ? 1 : distances * p * p), pair);
            (Local same, Local other, double factor) = axis.HasZero ? (even, odd, distances * p) : (odd, even, distances * p);
            Keep((2 * pair) + zero, Multiplied(other, factor, same));
            Keep((2 * pair) + zero + 1, Multiplied(other, -factor, same));
        }

        if (axis.HasInfinity)
        {
            Keep(axis.Points - 1, Combine(all, i => d[(2 * i) + 1]));
        }

        return values;
    }

    /// <summary>G·g: the taps of a filter to the points 0, +p₁, −p₁, …, ∞, divided by the points' distances.</summary>
    /// <param name="b">Receives the statements.</param>
    /// <param name="axis">The transform, whose points come in pairs ±p beside 0 and ∞.</param>
    /// <param name="g">r taps.</param>
    /// <param name="name">Of the locals that hold the results.</param>
    public static Local[] Taps(LoopBuilder b, WinogradAxis axis, Local[] g, string name)
    {
        double[,] matrix = axis.FilterTransform();
        Local[] values = new Local[axis.Points];
        Expression Part(int point, int first) => Enumerable.Range(0, (g.Length - first + 1) / 2).Select(i => first + (2 * i))
            .Aggregate((Expression?)null, (sum, tap) => Multiplied(g[tap], matrix[point, tap], sum))!;
        values[0] = b.Declare(name, LocalType.Vector, Multiplied(g[0], matrix[0, 0], null), 0);
        for (int pair = 0; pair < axis.Pairs.Count; pair++)
        {
            int point = (2 * pair) + 1;
            Local even = b.Declare(name + "Even", LocalType.Vector, Part(point, 0), pair);
            Local odd = b.Declare(name + "Odd", LocalType.Vector, Part(point, 1), pair);
            values[point] = b.Declare(name, LocalType.Vector, new Binary(BinaryOperation.Add, even, odd), point);
            values[point + 1] = b.Declare(name, LocalType.Vector, new Binary(BinaryOperation.Subtract, even, odd), point + 1);
        }

        values[axis.Points - 1] = g[g.Length - 1];
        return values;
    }

    /// <summary>A filter at one point, where inputs are scaled: the value of its polynomial.</summary>
    /// <param name="point">One of <see cref="WinogradAxis.PointValues"/>.</param>
    /// <param name="taps">How many taps.</param>
    /// <param name="tap">Each of them.</param>
    public static Expression Filter(double point, int taps, Func<int, Expression> tap)
    {
        if (double.IsInfinity(point))
        {
            return tap(taps - 1);
        }

        Expression value = tap(point == 0 ? 0 : taps - 1);
        for (int i = taps - 2; i >= 0 && point != 0; i--)
        {
            value = new MultiplyAdd(value, new Splat((float)point), tap(i));
        }

        return value;
    }

    /// <summary>A filter at ±p, where inputs are scaled: its even and its odd part.</summary>
    /// <param name="b">Receives the statements.</param>
    /// <param name="p">The point.</param>
    /// <param name="taps">The filter.</param>
    /// <param name="names">Of the locals that hold the parts.</param>
    /// <param name="number">Their number.</param>
    public static (Local Even, Local Odd) FilterParts(LoopBuilder b, double p, Local[] taps, (string Even, string Odd) names, int number)
    {
        Local Part(string name, int first)
        {
            Local[] own = Every(2, taps, first);
            return own.Length == 1 ? own[0] : b.Declare(name, LocalType.Vector, Filter(p * p, own.Length, i => own[i]), number);
        }

        return (Part(names.Even, 0), Part(names.Odd, 1));
    }

    /// <summary>Aᵀ·m: products at the points to outputs.</summary>
    public static Local[] Output(LoopBuilder b, WinogradAxis axis, Local[] m, string name)
    {
        if (axis.IsDirect || axis.Taps == 1)
        {
            return m;
        }

        if (axis.Stride > 1)
        {
            return OutputOfPhases(b, axis, m, name);
        }

        int zero = axis.HasZero ? 1 : 0;
        int pairs = axis.Pairs.Count;
        Local[] sums = new Local[pairs];
        Local[] differences = new Local[pairs];
        for (int pair = 0; pair < pairs; pair++)
        {
            (Local plus, Local minus) = (m[(2 * pair) + zero], m[(2 * pair) + zero + 1]);
            sums[pair] = b.Declare(name + "Plus", LocalType.Vector, new Binary(BinaryOperation.Add, plus, minus), pair);
            differences[pair] = b.Declare(name + "Minus", LocalType.Vector, new Binary(BinaryOperation.Subtract, plus, minus), pair);
        }

        Local[] outputs = new Local[axis.Outputs];
        for (int i = 0; i < axis.Outputs; i++)
        {
            Expression? value = i == 0 && axis.HasZero ? m[0] : null;
            if (i == axis.ComputedOutputs - 1 && axis.HasInfinity)
            {
                value = value is null ? m[axis.Points - 1] : new Binary(BinaryOperation.Add, value, m[axis.Points - 1]);
            }

            for (int pair = 0; pair < pairs; pair++)
            {
                value = Multiplied(i % 2 == 0 ? sums[pair] : differences[pair], Math.Pow(axis.Pairs[pair], i), value);
            }

            outputs[i] = b.Declare(name, LocalType.Vector, value!, i);
        }

        return outputs;
    }

    /// <summary>The outputs of the phases, added.</summary>
    private static Local[] OutputOfPhases(LoopBuilder b, WinogradAxis axis, Local[] m, string name)
    {
        Expression[] sums = new Expression[axis.Outputs];
        int first = 0;
        for (int i = 0; i < axis.Stride; i++)
        {
            WinogradAxis phase = axis.Phases[i];
            Local[] outputs = Output(b, phase, [.. m.Skip(first).Take(phase.Points)], PhaseName(name, i));
            for (int output = 0; output < axis.Outputs; output++)
            {
                sums[output] = i == 0 ? outputs[output] : new Binary(BinaryOperation.Add, sums[output], outputs[output]);
            }

            first += phase.Points;
        }

        return [.. sums.Select((sum, output) => b.Declare(name, LocalType.Vector, sum, output))];
    }

    private static Local[] Every(int stride, Local[] values, int first) => [.. values.Where((_, i) => i % stride == first)];

    private static string PhaseName(string name, int phase) => FormattableString.Invariant($"{name}{(char)('A' + phase)}");

    /// <summary>factor · Σ coefficients[i] · values(i); the last coefficient is 1.</summary>
    private static Expression Combine(double[] coefficients, Func<int, Local> values, double factor = 1)
    {
        Expression sum = Multiplied(values(coefficients.Length - 1), factor, null);
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = Multiplied(values(i), coefficients[i] * factor, sum);
        }

        return sum;
    }

    private static Expression Multiplied(Expression value, double factor, Expression? addend) => (factor, addend) switch
    {
        (1, null) => value,
        (1, { } sum) => new Binary(BinaryOperation.Add, sum, value),
        (-1, { } sum) => new Binary(BinaryOperation.Subtract, sum, value),
        (_, null) => new Binary(BinaryOperation.Multiply, value, new Splat((float)factor)),
        (_, { } sum) => new MultiplyAdd(value, new Splat((float)factor), sum),
    };
}
