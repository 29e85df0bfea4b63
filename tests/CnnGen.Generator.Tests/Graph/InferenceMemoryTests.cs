using CnnGen.Generator.Compilation;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Program;
using Xunit;

namespace CnnGen.Generator.Tests.Graph;

/// <summary>What inference computes in passing, and which values share memory.</summary>
public class InferenceMemoryTests
{
    private const int Image = 8 * 8 * 16;

    [Fact]
    public void AResidual_IsAddedByTheConvolutionThatComesLast_InItsPlace()
    {
        LoweredProgram program = Forward(
            """
            [Input(8, 8, 3)]
            [Conv(16, 1), Relu(As = "x")]
            [Conv(16, 1), Relu, Conv(16, 1), Add("x"), Relu]
            [Conv(16, 1)]
            """,
            out string graph);

        Assert.Equal(
            """
            %0 = input: Input() → 8×8×3
            %1 = conv1: Conv 16 × 1×1, s 1, Relu(%0) → 8×8×16
            %2 = conv2: Conv 16 × 1×1, s 1, Relu(%1) → 8×8×16
            %3 = conv3: Conv 16 × 1×1, s 1, Add, Relu(%2, %1) → 8×8×16
            %4 = conv4: Conv 16 × 1×1, s 1(%3) → 8×8×16  ← output

            """,
            graph);
        Assert.Equal(2 * Image, program.ArenaLength);
    }

    [Fact]
    public void AConvolutionOfTheResidualItself_IsNotWrittenOverIt()
    {
        LoweredProgram program = Forward(
            """
            [Input(8, 8, 3)]
            [Conv(16, 1), Relu(As = "x")]
            [Conv(16, 1), Add("x"), Relu]
            [Conv(16, 1)]
            """,
            out _);

        // conv2 still reads all of conv1 while it writes.
        ArenaBuffer[] buffers = [.. program.Buffers.Where(buffer => buffer.Name is "conv1" or "conv2")];
        Assert.NotEqual(buffers[0].Offset, buffers[1].Offset);
    }

    [Fact]
    public void ASumOfMoreOperands_TakesThePlaceOfOne()
    {
        LoweredProgram program = Forward(
            """
            [Input(8, 8, 16)]
            [Conv(16, 1, As = "a")]
            [Conv(16, 1, From = "input", As = "b")]
            [Conv(16, 1, From = "input", As = "c")]
            [Add("a", "b", "c")]
            [Conv(16, 1)]
            """,
            out _);

        Assert.Equal(3 * Image, program.ArenaLength);
    }

    [Fact]
    public void OperandsOfAConcatenation_AreWrittenWhereTheyStandInIt()
    {
        LoweredProgram program = Forward(
            """
            [Input(8, 8, 3)]
            [Conv(16, 3, Padding = 1), Relu(As = "x")]
            [Conv(16, 1), Relu(As = "a")]
            [MaxPool(3, Stride = 1, Padding = 1, From = "x", As = "b")]
            [Concat("a", "b"), Conv(16, 1)]
            """,
            out _);

        Assert.DoesNotContain(program.Kernels, kernel => kernel.Name.StartsWith("Concat", StringComparison.Ordinal));
        Assert.Single(program.Buffers, buffer => buffer.Name == "concat1");
        Assert.DoesNotContain(program.Buffers, buffer => buffer.Name is "conv2" or "pool1");
    }

    [Fact]
    public void AnOperandThatAPaddedConvolutionReadsToo_IsCopied()
    {
        LoweredProgram program = Forward(
            """
            [Input(8, 8, 3)]
            [Conv(16, 1), Relu(As = "a")]
            [Conv(16, 3, Padding = 1), Relu(As = "b")]
            [Concat("a", "b"), Conv(16, 1)]
            """,
            out _);

        Assert.Contains(program.Buffers, buffer => buffer.Name == "conv1");
        Assert.DoesNotContain(program.Buffers, buffer => buffer.Name == "conv2");
    }

    [Fact]
    public void WhatTwoBranchesComputeAlike_IsComputedOnce()
    {
        Forward(
            """
            [Input(8, 8, 3, As = "x")]
            [MaxPool(2), Conv(16, 1, As = "a")]
            [MaxPool(2, From = "x"), Conv(16, 1, As = "b")]
            [Concat("a", "b")]
            """,
            out string graph);

        Assert.Equal(
            """
            %0 = input: Input() → 8×8×3
            %1 = pool1: MaxPool 2×2, s 2(%0) → 4×4×3
            %2 = conv1: Conv 16 × 1×1, s 1(%1) → 4×4×16
            %3 = conv2: Conv 16 × 1×1, s 1(%1) → 4×4×16
            %4 = concat1: Concat(%2, %3) → 4×4×32  ← output

            """,
            graph);
    }

    [Fact]
    public void TheLastLayer_WritesIntoTheCallersMemory()
    {
        LoweredProgram program = Forward("[Input(8, 8, 3)]\n[Conv(16, 1), Relu]\n[Conv(16, 3, Padding = 1), Relu]", out _);

        Assert.DoesNotContain(program.Kernels, kernel => kernel.Name == "WriteOutput");
        Assert.DoesNotContain(program.Buffers, buffer => buffer.Name == "conv2");
        Assert.Contains(new RegionArgument(Region.Output, 0, Image), program.Calls[program.Calls.Count - 1].Arguments);
    }

    [Theory]
    [InlineData("[Input(8, 8, 3)]\n[Conv(16, 1), Softmax]")] // logits and probabilities are asked for by different methods
    [InlineData("[Input(8, 8, 3)]\n[Conv(16, 1, As = \"a\"), MaxPool(3, Stride = 1, Padding = 1, As = \"b\")]\n[Concat(\"a\", \"b\")]")] // read past its end
    public void AValueThatIsMoreThanTheLastLayers_IsCopiedToTheCaller(string layers) =>
        Assert.Contains(Forward(layers, out _).Kernels, kernel => kernel.Name == "WriteOutput");

    private static LoweredProgram Forward(string layers, out string graph)
    {
        GraphResult result = NetworkPrograms.Build(layers);
        NetworkGraph declared = NetworkPrograms.Graph(layers);
        graph = GraphDump.Text(PassPipeline.Inference(declared)).ReplaceLineEndings("\n");
        return NetworkCompilation.Run(
            result.Spec,
            declared,
            new BuildOptions([512], Winograd: false),
            finished: (_, _) => { },
            CancellationToken.None).Programs[0].Forward;
    }
}
