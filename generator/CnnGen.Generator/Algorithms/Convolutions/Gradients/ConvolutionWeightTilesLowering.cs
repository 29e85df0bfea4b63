using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>The loops of <see cref="ConvolutionWeightTiles"/>. The sums of a micro-batch are kept as [group][kh][kw][ic][oc], oc rounded up to vectors.</summary>
internal static class ConvolutionWeightTilesLowering
{
    public static void Lower(NodeLowering node, ConvolutionWeightTiles algorithm)
    {
        LoopBuilder b = new();
        int lanes = algorithm.Lanes;
        Convolution convolution = algorithm.Operator.Convolution;
        (WindowAxis vertical, WindowAxis horizontal, _, bool hasBias) = convolution;
        BufferLayout input = node.InputLayout(0);
        BufferLayout output = node.InputLayout(1);
        int ic = convolution.GroupChannels(input.Shape.Channels);
        int oc = convolution.GroupFilters;
        int width = (oc + lanes - 1) / lanes * lanes;
        int groupLength = vertical.F * horizontal.F * ic * width;

        // Where a window's row runs on in the input, (kw, ic) is one index; else each kw has its own run of channels.
        bool joined = input.ChannelStride == 1 && input.PixelStride == ic && horizontal.D == 1;
        int run = joined ? horizontal.F * ic : ic;
        b.For("group", convolution.Groups, group => b.For("kh", vertical.F, kh => b.For("kw", joined ? 1 : horizontal.F, kw =>
        {
            foreach (ChannelTiles tiles in ChannelTiles.Cut(oc, lanes, algorithm.Tile.Vectors))
            {
                foreach ((int start, int end, int count) in Segments.Cut(run, algorithm.Tile.Columns))
                {
                    b.For("tile", tiles.Count, tile => b.For("k", start, end, count, k => b.Scope(() =>
                    {
                        IndexExpression channel = (tile * (tiles.Vectors * lanes)) + tiles.FirstChannel;
                        IndexExpression row = (kh * (horizontal.F * ic)) + (kw * ic) + k;
                        string w = b.Pointer("w", "dWeight", (group * groupLength) + (row * width) + channel);
                        string x = b.Pointer("x", "input", input.At((kh * vertical.D) - vertical.Before, (kw * horizontal.D) - horizontal.Before, group * ic) + (k * input.ChannelStride));
                        string g = b.Pointer("g", "dOutput", output.At(0, 0, (group * oc) + channel));
                        Tile(b, tiles.Vectors, count, lanes, width, w, x, g, convolution, input, output);
                    })));
                }
            }
        })));

        int sums = node.DefineBuffer(node.Node.Name, convolution.Groups * groupLength, perImage: false);
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("dWeight", new BufferArgument(sums, 0));
        node.UnpackGradient(sums, new PackStep(
            $"{algorithm.Operator.Tensors[0].Name}: [kh, kw, ic, oc] → [oc, ic, kh, kw]",
            node.Parameter(algorithm.Operator.Tensors[0]),
            0,
            [oc, ic, vertical.F, horizontal.F],
            [ic * vertical.F * horizontal.F, vertical.F * horizontal.F, horizontal.F, 1],
            [1, width, horizontal.F * ic * width, ic * width]).Times(convolution.Groups, oc * ic * vertical.F * horizontal.F, groupLength));
        if (hasBias)
        {
            PixelSums.Lower(b, lanes, output);
            signature.Floats("dBias", new RegionArgument(Region.Gradient, node.Parameter(algorithm.Operator.Tensors[1]), 0));
        }

        int channels = input.Shape.Channels;
        signature.Call(node, lanes, b, LayerComments.Of(
            node, $"dWeight{LayerComments.Weight(convolution, channels)} += Σ dOut[oh, ow, oc] · in{LayerComments.Window(convolution, channels)}{LayerComments.GroupOf(convolution, channels)}"));
    }

    private static void Tile(
        LoopBuilder b, int vectors, int count, int lanes, int width, string w, string x, string g, Convolution convolution, BufferLayout input, BufferLayout output)
    {
        b.Unroll("m", count, m => b.Unroll("v", vectors, v => b.Declare("sum", LocalType.Vector, new LoadVector(w, (m * width) + (v * lanes)), m, v)));
        b.For("oh", output.Shape.Height, oh => b.For("ow", output.Shape.Width, ow => b.Scope(() =>
        {
            b.Unroll("v", vectors, v => b.Declare("g", LocalType.Vector, new LoadVector(g, (oh * output.RowStride) + (ow * output.PixelStride) + (v * lanes)), v));
            b.Unroll("m", count, m =>
            {
                IndexExpression at = (oh * (convolution.Vertical.S * input.RowStride)) + (ow * (convolution.Horizontal.S * input.PixelStride)) + (m * input.ChannelStride);
                Local value = b.Declare("x", LocalType.Vector, new Splat(new LoadElement(x, at)), m);
                b.Unroll("v", vectors, v =>
                {
                    Local sum = new("sum", LocalType.Vector, [m, v]);
                    b.Assign(sum, new MultiplyAdd(value, new Local("g", LocalType.Vector, [v]), sum));
                });
            });
        })));
        b.Unroll("m", count, m => b.Unroll("v", vectors, v => b.Add(new StoreVector(w, (m * width) + (v * lanes), new Local("sum", LocalType.Vector, [m, v]), lanes))));
    }
}
