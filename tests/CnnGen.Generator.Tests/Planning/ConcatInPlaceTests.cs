using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Tests.Graph;
using Xunit;

namespace CnnGen.Generator.Tests.Planning;

/// <summary>Operands of a concatenation that stand in its result are where it would copy them to, and nobody is given what he cannot read.</summary>
public class ConcatInPlaceTests
{
    public static TheoryData<int> Widths => [.. Target.AllVectorBits];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Operands_StandWhereTheConcatenationWouldCopyThem(int bits)
    {
        NetworkPlan plan = Plan(
            """
            [Input(5, 6, 3)]
            [Conv(16, 3, Padding = 1), Relu(As = "x")]
            [Conv(16, 1), Relu(As = "a")]
            [Conv(32, 1, From = "x"), Relu(As = "b")]
            [MaxPool(3, Stride = 1, Padding = 1, From = "x", As = "c")]
            [Concat("a", "b", "c"), Conv(8, 1)]
            """,
            bits);

        (int concat, int[] operands) = Concats(plan).Single();
        Assert.All(operands, operand => Assert.Equal(concat, plan.BufferAliases[operand]));
        AssertStandsAsCopied(plan, concat);
    }

    [Theory]
    [InlineData("ab", "c")]
    [InlineData("ab", "a")] // where a stands for one of them is no place for the other
    [InlineData("a", "ab")]
    public void WhatIsTakenAsInPlace_IsInItsPlace_AlsoInConcatenationsOfConcatenations(string first, string second)
    {
        NetworkPlan plan = Plan(
            $"""
            [Input(5, 6, 3)]
            [Conv(16, 1, As = "a")]
            [Conv(16, 1, From = "a", As = "b")]
            [Concat("a", "b", As = "ab")]
            [Conv(16, 1, From = "a", As = "c")]
            [Concat("{first}", "{second}", As = "d")]
            [Concat("d", "c"), Conv(8, 1)]
            """,
            512);

        Assert.Equal(3, Concats(plan).Count());
        Assert.All(Concats(plan), concat => AssertStandsAsCopied(plan, concat.Concat));
    }

    [Theory]
    [InlineData("[Input(6, 6, 3)]\n[Conv(16, 1, As = \"a\")]\n[Concat(\"a\", \"a\"), Conv(8, 1)]")] // would have to stand in two places
    [InlineData("[Input(6, 6, 3)]\n[Conv(16, 1, As = \"a\")]\n[Conv(16, 3, Padding = 1, As = \"b\")]\n[Concat(\"a\", \"b\"), Conv(8, 1)]")] // has a border
    [InlineData("[Input(6, 6, 16, As = \"a\")]\n[Conv(16, 1, As = \"b\")]\n[Concat(\"a\", \"b\"), Conv(8, 1)]")] // the caller's memory
    public void AnOperandThatCannot_StaysWhereItIs(string layers)
    {
        NetworkPlan plan = Plan(layers, 512);
        (_, int[] operands) = Concats(plan).Single();
        Assert.Equal(operands[0], plan.BufferAliases[operands[0]]);
    }

    private static NetworkPlan Plan(string layers, int bits) =>
        Planner.Run(PassPipeline.Inference(Assert.IsType<NetworkGraph>(NetworkPrograms.Build(layers).Graph)), new Target(bits), microBatch: 1);

    private static IEnumerable<(int Concat, int[] Operands)> Concats(NetworkPlan plan) =>
        Enumerable
            .Range(0, plan.Graph.Nodes.Count)
            .Where(node => plan.Graph.Nodes[node].Operator is Concat)
            .Select(node => (node, (int[])[.. plan.Graph.Nodes[node].Inputs]));

    /// <summary>
    /// Operands that are not copied, because they stand in the memory of the result, stand where copying would put them, and all their readers can read them
    /// there.
    /// </summary>
    private static void AssertStandsAsCopied(NetworkPlan plan, int concat)
    {
        BufferLayout whole = plan.Layouts[concat];
        int before = 0;
        foreach (int operand in plan.Graph.Nodes[concat].Inputs)
        {
            BufferLayout part = plan.Layouts[operand];
            TensorShape shape = plan.Graph.Nodes[operand].Shape;
            for (int i = 0; i < shape.Length && plan.BufferAliases[operand] == plan.BufferAliases[concat]; i++)
            {
                (int row, int column, int channel) = (i / shape.Channels / shape.Width, i / shape.Channels % shape.Width, i % shape.Channels);
                Assert.Equal(whole.At(row, column, before + channel), part.At(row, column, channel));
            }

            before += shape.Channels;
            Assert.All(Planner.Consumers(plan.Graph, [.. plan.Schedules], operand), reader => Assert.True(reader.Schedule.Accepts(reader.Input, part)));
        }
    }
}
