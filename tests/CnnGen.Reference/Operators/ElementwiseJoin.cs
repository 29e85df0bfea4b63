namespace CnnGen.Reference.Operators;

/// <summary>An operation between values of one shape, value by value, the first with each of the others.</summary>
/// <param name="value">What becomes of two.</param>
/// <param name="gradient">Of all operands, the value and which operand: its derivative.</param>
public abstract class ElementwiseJoin(Func<double, double, double> value, Func<double[], double, int, double> gradient) : ImageOperator
{
    public override RefTensor Forward(IReadOnlyList<RefTensor> inputs)
    {
        RefTensor output = inputs[0].ZerosLike();
        for (int i = 0; i < output.Length; i++)
        {
            output.Values[i] = inputs.Select(input => input.Values[i]).Aggregate(value);
        }

        return output;
    }

    public override void Backward(IReadOnlyList<RefTensor> inputs, RefTensor output, RefTensor dOutput, IReadOnlyList<RefTensor> dInputs)
    {
        for (int i = 0; i < output.Length; i++)
        {
            double[] x = [.. inputs.Select(input => input.Values[i])];
            for (int operand = 0; operand < x.Length; operand++)
            {
                dInputs[operand].Values[i] += dOutput.Values[i] * gradient(x, output.Values[i], operand);
            }
        }
    }

    protected static double GapAt(IReadOnlyList<RefTensor> inputs)
    {
        double largest = inputs.Max(input => input.Values.Max(Math.Abs));
        return Enumerable.Range(0, inputs[0].Length).Min(i =>
        {
            double[] x = [.. inputs.Select(input => input.Values[i]).Distinct()];
            return x.Length < 2 ? double.PositiveInfinity : x.Max(a => x.Where(b => b != a).Min(b => Math.Abs(a - b))) / Math.Max(largest, 1e-30);
        });
    }
}

/// <summary>The first without all others.</summary>
public sealed class Subtract() : ElementwiseJoin((a, b) => a - b, (_, _, operand) => operand == 0 ? 1 : -1);

/// <summary>The first divided by all others.</summary>
public sealed class Divide()
    : ElementwiseJoin((a, b) => a / b, (x, y, operand) => operand == 0 ? 1 / x.Skip(1).Aggregate(1.0, (a, b) => a * b) : -y / x[operand]);

/// <summary>The largest; its gradient goes to the first that is.</summary>
public sealed class Maximum() : ElementwiseJoin(Math.Max, (x, y, operand) => Array.IndexOf(x, y) == operand ? 1 : 0)
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => GapAt(inputs);
}

/// <summary>The smallest; its gradient goes to the first that is.</summary>
public sealed class Minimum() : ElementwiseJoin(Math.Min, (x, y, operand) => Array.IndexOf(x, y) == operand ? 1 : 0)
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => GapAt(inputs);
}
