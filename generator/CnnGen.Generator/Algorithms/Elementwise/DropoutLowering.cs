using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Elementwise;

/// <summary>The loops of <see cref="DropoutCall"/>: the library's mask for each run of values.</summary>
internal static class DropoutLowering
{
    public static void Lower(NodeLowering node, DropoutCall algorithm)
    {
        LoopBuilder b = new();

        // Elements are counted without borders, so that the mask does not depend on the layout.
        BufferLayout dense = BufferLayout.ChannelsLast(node.Node.Shape, default);
        ElementRuns runs = ElementRuns.Of(node.Node.Shape, node.InputLayout(0), dense, node.OutputLayout);
        runs.LoopRuns(b, at => b.Add(new CallLibrary(
            algorithm.DropsImages ? "DropoutMask.ApplyToImage" : "DropoutMask.Apply",
            [
                new AddressOf("input", at[0]),
                new AddressOf("output", at[2]),
                new IndexValue(runs.RunLength),
                new Number(algorithm.Rate),
                new Argument("noiseSeed"),
                new Argument("image"),
                new IndexValue(NoiseStream(algorithm.Layer)),
                .. algorithm.DropsImages ? (Expression[])[] : [new IndexValue(at[1])],
            ])));
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .With("noiseSeed", ParameterType.Long, new RuntimeArgument(RuntimeValue.NoiseSeed))
            .With("image", ParameterType.Integer, new RuntimeArgument(RuntimeValue.Image))
            .Call(
                node,
                lanes: 1,
                b,
                LayerComments.Of(
                    node,
                    $"out = in / (1 − {Numerals.Plain(algorithm.Rate)}) where the mask keeps {(algorithm.DropsImages ? "the image" : "it")}, else 0"));
    }

    /// <summary>A number that differs from layer to layer: FNV-1a of its name.</summary>
    private static int NoiseStream(string layer)
    {
        uint hash = 2166136261;
        foreach (char c in layer)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return unchecked((int)hash);
    }
}
