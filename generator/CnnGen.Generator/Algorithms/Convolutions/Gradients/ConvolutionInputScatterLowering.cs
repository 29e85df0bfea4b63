using CnnGen.Generator.Algorithms.Layouts;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>
/// The loops of <see cref="ConvolutionInputScatter"/>. Weights are packed as [group][kh][kw][tile of ic][oc][ic of the tile], ic rounded up to vectors: rows of
/// all ic, a power of two apart, would displace each other from the caches.
/// </summary>
internal static class ConvolutionInputScatterLowering
{
    public static void Lower(NodeLowering node, ConvolutionInputScatter algorithm)
    {
        Convolution convolution = algorithm.Operator.Convolution;
        int channels = node.OutputLayout.Shape.Channels;
        string formula =
            $"dIn{LayerComments.Window(convolution, channels)} += Σ dOut[oh, ow, oc] · weight{LayerComments.Weight(convolution, channels)}"
            + $"{LayerComments.GroupOf(convolution, channels)}";
        Lower(node, algorithm, "dOutput", "dInput", node.OutputLayout, node.Output(), formula);
    }

    /// <summary>The same loops for a transposed convolution, whose forward pass they are.</summary>
    public static void Lower(
        NodeLowering node, ConvolutionInputScatter algorithm, string from, string to, BufferLayout dInput, CallArgument target, string formula)
    {
        LoopBuilder b = new();
        int lanes = algorithm.Lanes;
        Convolution convolution = algorithm.Operator.Convolution;
        (WindowAxis vertical, WindowAxis horizontal, _, _) = convolution;
        BufferLayout dOutput = node.InputLayout(0);
        int ic = convolution.GroupChannels(dInput.Shape.Channels);
        int oc = convolution.GroupFilters;
        int width = (ic + lanes - 1) / lanes * lanes;
        List<ChannelTiles> runs = ChannelTiles.Cut(ic, lanes, algorithm.Tile.Vectors);
        int weights = PackWeights(node, algorithm.Operator, runs, ic, lanes);
        Fill.Zero(b, lanes, to, dInput.Length);
        b.For("group", convolution.Groups, group => b.For("kh", vertical.F, kh => b.For("kw", horizontal.F, kw =>
        {
            foreach (ChannelTiles tiles in runs)
            {
                b.For("tile", tiles.Count, tile => b.For("oh", dOutput.Shape.Height, oh =>
                {
                    foreach ((int start, int end, int pixels) in Segments.Cut(dOutput.Shape.Width, algorithm.Tile.Columns))
                    {
                        b.For("ow", start, end, pixels, ow => b.Scope(() =>
                        {
                            IndexExpression channel = (tile * (tiles.Vectors * lanes)) + tiles.FirstChannel;
                            IndexExpression ih = (oh * vertical.S) + (kh * vertical.D) - vertical.Before;
                            IndexExpression iw = (ow * horizontal.S) + (kw * horizontal.D) - horizontal.Before;
                            string dx = b.Pointer("dx", to, dInput.At(ih, iw, (group * ic) + channel));
                            int place = oc * width;
                            string w = b.Pointer(
                                "w",
                                "weights",
                                (group * (vertical.F * horizontal.F * place)) + (kh * (horizontal.F * place)) + (kw * place) + (channel * oc));
                            string g = b.Pointer("g", from, dOutput.At(oh, ow, group * oc));
                            Tile(b, tiles, pixels, oc, lanes, dx, w, g, horizontal.S * dInput.PixelStride, dOutput.PixelStride);
                        }));
                    }
                }));
            }
        })));

        new KernelSignature()
            .Floats(from, node.Input(0))
            .Floats("weights", new RegionArgument(Region.Packed, weights, 0))
            .Floats(to, target)
            .Call(node, lanes, b, LayerComments.Of(node, formula));
    }

    private static int PackWeights(NodeLowering node, ConvolutionInputGradient gradient, List<ChannelTiles> runs, int ic, int lanes)
    {
        (WindowAxis vertical, WindowAxis horizontal, _, _) = gradient.Convolution;
        int groups = gradient.Convolution.Groups;
        int oc = gradient.Convolution.GroupFilters;
        int kernel = vertical.F * horizontal.F;
        int place = oc * runs.Sum(run => run.Count * run.Vectors * lanes);
        int weights = node.ReservePacked(groups * kernel * place);
        foreach (ChannelTiles run in runs)
        {
            int width = run.Vectors * lanes;
            node.Pack(new PackStep(
                $"{gradient.Weight.Name} [oc, ic, kh, kw] → [kh, kw, tile of ic, oc, ic]",
                node.Parameter(gradient.Weight) + (run.FirstChannel * kernel),
                weights + (run.FirstChannel * oc),
                [oc, run.Count, run.Channels, vertical.F, horizontal.F],
                [ic * kernel, width * kernel, kernel, horizontal.F, 1],
                [width, oc * width, 1, horizontal.F * place, place]).Times(groups, oc * ic * kernel, kernel * place));
        }

        return weights;
    }

    private static void Tile(
        LoopBuilder b, ChannelTiles tiles, int pixels, int oc, int lanes, string dx, string w, string g, int pixelStride, int gStride)
    {
        int width = tiles.Vectors * lanes;
        b.Unroll(
            "m",
            pixels,
            m => b.Unroll("v", tiles.Vectors, v => b.Declare("sum", LocalType.Vector, new LoadVector(dx, (m * pixelStride) + (v * lanes)), m, v)));
        b.For("oc", oc, o =>
        {
            b.Unroll("v", tiles.Vectors, v => b.Declare("w", LocalType.Vector, new LoadVector(w, (o * width) + (v * lanes)), v));
            b.Unroll("m", pixels, m =>
            {
                Local value = b.Declare("g", LocalType.Vector, new Splat(new LoadElement(g, o + (m * gStride))), m);
                b.Unroll("v", tiles.Vectors, v =>
                {
                    Local sum = new("sum", LocalType.Vector, [m, v]);
                    b.Assign(sum, new MultiplyAdd(value, new Local("w", LocalType.Vector, [v]), sum));
                });
            });
        });
        for (int m = 0; m < pixels; m++)
        {
            for (int v = 0; v < tiles.Vectors; v++)
            {
                b.Add(new StoreVector(dx, (m * pixelStride) + (v * lanes), new Local("sum", LocalType.Vector, [m, v]), tiles.Lanes(v, lanes)));
            }
        }
    }
}
