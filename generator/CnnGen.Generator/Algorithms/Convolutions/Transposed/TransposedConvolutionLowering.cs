using CnnGen.Generator.Algorithms.Convolutions.Gradients;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Transposed;

/// <summary>The loops of <see cref="TransposedConvolutionScatter"/>: sums in a buffer that holds what is cut off as well, then the output.</summary>
internal static class TransposedConvolutionLowering
{
    public static void Lower(NodeLowering node, TransposedConvolutionScatter algorithm)
    {
        TransposedConvolution transposed = algorithm.Operator;
        Convolution convolution = algorithm.Scatter.Operator.Convolution;
        BufferLayout sums = BufferLayout.ChannelsLast(node.Node.Shape, Border.Of(transposed.Vertical, transposed.Horizontal));
        BufferArgument buffer = new(node.DefineBuffer(node.Node.Name + " sums", sums.Length, perImage: true), 0);
        string formula =
            $"sums{LayerComments.Window(convolution, transposed.Filters)} += Σ in[oh, ow, oc] · weight"
            + $"{LayerComments.Weight(convolution, transposed.Filters)}{LayerComments.GroupOf(convolution, transposed.Filters)}";
        ConvolutionInputScatterLowering.Lower(node, algorithm.Scatter, "input", "sums", sums, buffer, formula);
        WriteOutput(node, transposed.HasBias, sums, buffer);
    }

    private static void WriteOutput(NodeLowering node, bool hasBias, BufferLayout sums, BufferArgument buffer)
    {
        LoopBuilder b = new();
        TensorShape shape = node.Node.Shape;
        int lanes = node.Target.LanesFor(shape.Channels);
        b.For("h", shape.Height, h => b.For("w", shape.Width, w =>
        {
            foreach ((int start, int end, int count) in Segments.Cut(shape.Channels, lanes))
            {
                b.For("c", start, end, lanes, c =>
                {
                    Expression sum = new LoadVector("sums", sums.At(h, w, c));
                    Expression value = hasBias ? new Binary(BinaryOperation.Add, sum, new LoadVector("bias", c)) : sum;
                    b.Add(new StoreVector("output", node.OutputLayout.At(h, w, c), value, count));
                });
            }
        }));

        KernelSignature signature = new KernelSignature().Floats("sums", buffer);
        if (hasBias)
        {
            int bias = node.ReservePacked((shape.Channels + lanes - 1) / lanes * lanes);
            node.PackBias(bias);
            signature.Floats("bias", new RegionArgument(Region.Packed, bias, 0));
        }

        signature
            .Floats("output", node.Output())
            .Call(
                node,
                lanes,
                b,
                [$"{node.Node.Name}: out[h, w, c] = sums[h, w, c]{(hasBias ? " + bias[c]" : "")}, without the rows and columns that are cut off."],
                "Output");
    }
}
