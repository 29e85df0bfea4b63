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

/// <summary>The kernels of each operator forward and backward against the oracle, at each vector width, in the layouts a planner chooses and in others.</summary>
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

    [Theory]
    [MemberData(nameof(Widths))]
    public void EveryKernel_EqualsTheOracle(int bits, bool otherLayouts)
    {
        Random random = new(bits);
        KernelCase[] cases = [.. KernelCase.All];
        NetworkPlan[] plans = [.. cases.Select(test => Planner.Run(Graph(test), new Target(bits), Images))];
        LoweredGraph[] graphs = LoweredGraph.CompileAll(otherLayouts ? [.. plans.Select(plan => RandomLayouts.Of(plan, random))] : plans);
        List<string> wrong = [];
        for (int i = 0; i < cases.Length; i++)
        {
            wrong.AddRange(graphs[i].Violations);
            wrong.AddRange(Compare(cases[i], plans[i].Graph, graphs[i], random).Select(problem => $"{cases[i].Name}, {cases[i].Shape}: {problem}"));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
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
        return KeepPoolArgMax.Run(GradientBuilder.Run(new NetworkGraph(nodes.ToEquatableArray(), output, output, output + 1), new Generator.Operators.Shapes.Add()));
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
}
