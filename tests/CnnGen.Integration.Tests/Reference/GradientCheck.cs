using CnnGen.Reference;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Reference;

/// <summary>Compares backward passes with central differences (L(x + h) − L(x − h))/2h of every input and parameter value.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-7;

    /// <summary>Distinct values in random order, at least 0.025 away from zero and from each other: no step crosses a kink.</summary>
    public static RefTensor DistinctValues(Random random, int height, int width, int channels)
    {
        int length = height * width * channels;
        double[] values = [.. Enumerable.Range(0, length).Select(i => 0.05 * (i - (length / 2) + 0.5))];
        random.Shuffle(values);
        return new RefTensor(height, width, channels, values);
    }

    public static double[] Uniform(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)];

    /// <summary>Checks an operator with L = Σ g · output for a random g.</summary>
    public static void Check(RefOperator op, Random random, params RefTensor[][] inputs)
    {
        RefTensor[] outputs = op.Forward(inputs, training: true);
        RefTensor[] upstream = [.. outputs.Select(y => new RefTensor(y.Height, y.Width, y.Channels, Uniform(random, y.Length)))];
        RefTensor[][] dInputs = [.. inputs.Select(batch => batch.Select(x => x.ZerosLike()).ToArray())];
        op.Backward(inputs, outputs, upstream, dInputs);

        double L() => op.Forward(inputs, training: true).Zip(upstream, (y, g) => y.Values.Zip(g.Values, (a, b) => a * b).Sum()).Sum();
        for (int operand = 0; operand < inputs.Length; operand++)
        {
            for (int image = 0; image < inputs[operand].Length; image++)
            {
                Check($"input {operand} of image {image}", L, inputs[operand][image].Values, dInputs[operand][image].Values);
            }
        }

        foreach (RefParameter parameter in op.Parameters)
        {
            Check(parameter.Suffix, L, parameter.Values, parameter.Gradient);
        }
    }

    public static void Check(string what, Func<double> loss, double[] values, double[] gradient)
    {
        double scale = Math.Max(1, gradient.Max(Math.Abs));
        for (int i = 0; i < values.Length; i++)
        {
            double x = values[i];
            values[i] = x + Step;
            double above = loss();
            values[i] = x - Step;
            double below = loss();
            values[i] = x;
            double difference = (above - below) / (2 * Step);
            Assert.True(
                Math.Abs(difference - gradient[i]) <= Tolerance * scale,
                $"{what}[{i}]: backward gives {gradient[i]:R}, differences give {difference:R}");
        }
    }
}
