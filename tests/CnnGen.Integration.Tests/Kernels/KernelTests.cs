using System.Collections.Concurrent;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using Xunit;
using Loss = CnnGen.Reference.Losses.MeanSquaredError;
using Plain = CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.Kernels;

/// <summary>
/// The kernels of each operator forward and backward against the oracle, at each vector width, in the layouts a planner chooses and in others.
/// </summary>
public sealed class KernelTests
{
    private const int Images = 2;

    public static TheoryData<int, bool> Widths
    {
        get
        {
            TheoryData<int, bool> widths = [];
            foreach (int bits in Target.AllVectorBits)
            {
                widths.Add(bits, false);
                widths.Add(bits, true);
            }

            return widths;
        }
    }

    private static readonly float[][] s_specialValues =
    [
        [float.NaN],
        [float.NaN, BitConverter.Int32BitsToSingle(0x7FC00000), float.NaN, float.NaN, float.NaN],
        [float.PositiveInfinity],
        [float.NegativeInfinity],
        [float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity],
        [float.PositiveInfinity, float.NegativeInfinity],
        [float.PositiveInfinity, float.NaN, float.NegativeInfinity, float.PositiveInfinity],
    ];

    // Compiling takes longer than all tests of the compiled kernels.
    private static readonly ConcurrentDictionary<(int Bits, bool OtherLayouts), Lazy<CompiledCase[]>> s_compiled = new();

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryKernel_EqualsTheOracle(int bits, bool otherLayouts)
    {
        Random random = new(bits);
        List<string> wrong = [];
        foreach ((KernelCase test, NetworkGraph graph, LoweredGraph compiled) in Compiled(bits, otherLayouts))
        {
            wrong.AddRange(compiled.Violations);
            wrong.AddRange(Compare(test, graph, compiled, random).Select(problem => $"{test.Name}, {test.Shape}: {problem}"));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>NaN and infinities in a few of the input's places, forward and backward. The oracle does what PyTorch does.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryKernel_LetsNaNAndInfinityThrough_AsTheOracle(int bits, bool otherLayouts)
    {
        Random random = new(bits + 1);
        List<string> wrong = [];
        foreach ((KernelCase test, NetworkGraph graph, LoweredGraph compiled) in Compiled(bits, otherLayouts))
        {
            foreach (float[] special in s_specialValues)
            {
                wrong.AddRange(CompareSpecial(
                    test,
                    graph,
                    compiled,
                    special,
                    random).Select(problem => $"{test.Name}, {test.Shape}, {string.Join(" and ", special)}: {problem}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(40)));
    }

    private static CompiledCase[] Compiled(int bits, bool otherLayouts) => s_compiled.GetOrAdd((bits, otherLayouts), key => new(() =>
    {
        Random random = new(key.Bits);
        KernelCase[] cases = [.. KernelCase.All];
        NetworkPlan[] plans = [.. cases.Select(test => Planner.Run(Graph(test), new Target(key.Bits), Images))];
        LoweredGraph[] graphs = LoweredGraph.CompileAll(key.OtherLayouts ? [.. plans.Select(plan => RandomLayouts.Of(plan, random))] : plans);
        return [.. cases.Select((test, i) => new CompiledCase(test, plans[i].Graph, graphs[i]))];
    })).Value;

    private static IEnumerable<string> CompareSpecial(KernelCase test, NetworkGraph graph, LoweredGraph compiled, float[] special, Random random)
    {
        float[][] images = Values(random, test.Shape.Length);
        foreach (float[] image in images)
        {
            foreach (float value in special)
            {
                image[random.Next(image.Length)] = value;
            }
        }

        RefTensor[] inputs = [.. images.Select(x => new RefTensor(test.Shape.Height, test.Shape.Width, test.Shape.Channels, [.. x]))];
        ReferenceNetwork oracle = Oracle(test);
        double[][] outputs = [.. inputs.Select(input => oracle.Forward(input).Values)];
        float[][] targets = [.. outputs.Select(output => Apart([.. output.Select(y => double.IsFinite(y) ? y : 0)], random))];
        LoweredGraph.Run run = compiled.Execute(images, targets);
        RefGradients gradients = oracle.Backward(inputs, [.. targets.Select(x => RefTarget.OfValues([.. x]))]);
        for (int image = 0; image < Images; image++)
        {
            if (FirstUnlike(outputs[image], run.Value(graph.Output, image)) is { } forward)
            {
                yield return "forward " + forward;
            }

            if (FirstUnlike(gradients.Inputs[image].Values, run.Value(graph.Nodes.Count - 1, image)) is { } backward)
            {
                yield return "gradient " + backward;
            }
        }

        if (FirstUnlike([gradients.MeanLoss], [(float)(run.Totals.Loss / Images)]) is { } loss)
        {
            yield return "loss " + loss;
        }
    }

    /// <summary>The first place where NaN, an infinity or a number is another, or a number is far off.</summary>
    private static string? FirstUnlike(double[] expected, float[] actual)
    {
        double largest = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Length; i++)
        {
            (double e, double a) = (expected[i], actual[i]);
            if (!(double.IsNaN(e) ? double.IsNaN(a) : e == a || Math.Abs(e - a) <= 1e-5 * Math.Max(largest, 1e-6)))
            {
                return FormattableString.Invariant($"{i}: {a:g4}, not {e:g4}");
            }
        }

        return null;
    }

    private static IEnumerable<string> Compare(KernelCase test, NetworkGraph graph, LoweredGraph compiled, Random random)
    {
        float[][] images = Values(random, test.Shape.Length);
        RefTensor[] inputs = [.. images.Select(x => new RefTensor(test.Shape.Height, test.Shape.Width, test.Shape.Channels, [.. x]))];
        ReferenceNetwork oracle = Oracle(test);
        float[][] targets = [.. inputs.Select(input => Apart(oracle.Forward(input).Values, random))];
        LoweredGraph.Run run = compiled.Execute(images, targets);

        RefGradients gradients = oracle.Backward(inputs, [.. targets.Select(x => RefTarget.OfValues([.. x]))]);
        for (int image = 0; image < Images; image++)
        {
            double forward = Distance(oracle.Forward(inputs[image]).Values, run.Value(graph.Output, image));
            if (!(forward < 2e-6))
            {
                yield return FormattableString.Invariant($"forward {forward:g3} off");
            }

            double backward = Distance(gradients.Inputs[image].Values, run.Value(graph.Nodes.Count - 1, image));
            if (!(backward < 4e-6))
            {
                yield return FormattableString.Invariant($"gradient {backward:g3} off");
            }
        }

        double loss = Math.Abs((run.Totals.Loss / Images) - gradients.MeanLoss) / gradients.MeanLoss;
        if (!(loss < 1e-5))
        {
            yield return FormattableString.Invariant($"loss {loss:g3} off");
        }
    }

    /// <summary>
    /// The operator between a trainable layer that changes nothing and a loss. The gradient of that layer is the last node.
    /// </summary>
    private static NetworkGraph Graph(KernelCase test)
    {
        ParameterSpec trainable = new("same.weight", [1], 1, Generator.Ir.ParameterRole.Weight);
        List<Node> nodes =
        [
            new("input", new InputOperator(), [], test.Shape, []),
            new("same", new LeakyRelu(1f), [0], test.Shape, [trainable]),
        ];
        if (test.HasTwoOperands)
        {
            nodes.Add(test.SecondIsVector
                ? new("second", new GlobalAveragePool(), [1], TensorShape.Vector(test.Shape.Channels), [])
                : new("second", new Sigmoid(), [1], test.Shape, []));
        }

        EquatableArray<int> operands = test.HasTwoOperands ? [1, 2] : [1];
        int output = nodes.Count;
        nodes.Add(new("operator", test.Operator, operands, test.Operator.OutputShape(operands.Select(operand => nodes[operand].Shape).ToEquatableArray()), []));
        nodes.Add(new("loss", new Generator.Operators.Losses.MeanSquaredError(), [output], TensorShape.Vector(1), []));
        return KeepPoolArgMax.Run(GradientBuilder.Run(
            new NetworkGraph(nodes.ToEquatableArray(), output, output, output + 1),
            new Generator.Operators.Shapes.Add()));
    }

    private static ReferenceNetwork Oracle(KernelCase test)
    {
        ReferenceNetwork oracle = new() { Loss = new Loss() };
        if (test.HasTwoOperands)
        {
            oracle.Add("second", test.SecondIsVector ? new Plain.GlobalAveragePool() : new Plain.Sigmoid(), 0);
            oracle.Add("operator", test.Oracle, 0, 1);
        }
        else
        {
            oracle.Add("operator", test.Oracle);
        }

        return oracle;
    }

    private static float[][] Values(Random random, int length) =>
        [.. Enumerable.Range(0, Images).Select(_ => Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() * 4) - 2)).ToArray())];

    /// <summary>Values at a distance from others: where both are nearly equal, the gradient of the loss would be their rounding.</summary>
    private static float[] Apart(double[] values, Random random) =>
        [.. values.Select(value => (float)(value + ((random.Next(2) == 0 ? 1 : -1) * (0.5 + random.NextDouble()))))];

    /// <summary>The largest difference, relative to the largest value, or to 1e-6 if all are smaller.</summary>
    private static double Distance(double[] expected, float[] actual)
    {
        double largest = 1e-6;
        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            double here = Math.Abs(expected[i] - actual[i]);
            difference = here >= difference || double.IsNaN(here) ? here : difference;
        }

        return difference / largest;
    }

    private sealed record CompiledCase(KernelCase Test, NetworkGraph Graph, LoweredGraph Compiled);
}
