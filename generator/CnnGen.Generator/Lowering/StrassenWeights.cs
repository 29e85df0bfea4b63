using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>The sums of quarters of the weights in Strassen's algorithm, in the order the products read: [product][channel tile][ic][channels of the tile].</summary>
/// <param name="Weights">Offset of the packed weights.</param>
/// <param name="Bias">Offset of the packed bias; −1 without one.</param>
/// <param name="ProductLength">From the weights of a product to those of the next.</param>
/// <param name="Runs">The runs of channel tiles, with the offset of each one's weights within a product.</param>
internal sealed record StrassenWeights(int Weights, int Bias, int ProductLength, EquatableArray<PackedRun> Runs)
{
    public static StrassenWeights Pack(NodeLowering node, StrassenConvolution algorithm)
    {
        Convolution convolution = algorithm.Operator.Convolution;
        int channels = node.InputShape(0).Channels;
        int filters = convolution.Filters / 2;
        int length = channels / 2 * filters;
        ParameterSpec weight = node.Weight;
        int weights = node.ReservePacked(StrassenConvolution.Products * length);
        List<PackedRun> runs = [];
        foreach (ChannelTiles tiles in ChannelTiles.Cut(filters, node.Lanes, algorithm.Tile.Vectors))
        {
            PackedRun run = new(tiles, tiles.FirstChannel * (channels / 2));
            runs.Add(run);
            node.Pack(new StrassenPackStep(
                FormattableString.Invariant($"{weight.Name} [oc, ic] → sums of quarters [product, ic, oc], {tiles.Channels} channels a tile"),
                node.Parameter(weight) + (tiles.FirstChannel * channels),
                weights + run.Offset,
                tiles.Count * tiles.Channels,
                filters,
                channels,
                tiles.Channels,
                length));
        }

        return new StrassenWeights(weights, ConvolutionWeights.PackBias(node, convolution, node.Lanes), length, runs.ToEquatableArray());
    }
}
