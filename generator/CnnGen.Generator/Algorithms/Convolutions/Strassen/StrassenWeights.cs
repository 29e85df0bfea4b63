using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>
/// The sums of quarters of the weights in Strassen's algorithm, in the order the products read: [chunk][product][channel tile][ic][channels of the tile].
/// </summary>
/// <param name="Weights">Offset of the packed weights.</param>
/// <param name="Bias">Offset of the packed bias; −1 without one.</param>
/// <param name="ProductLength">From the weights of a product to those of the next.</param>
/// <param name="Runs">The runs of channel tiles of a chunk, with the offset of each one's weights within a product.</param>
internal sealed record StrassenWeights(int Weights, int Bias, int ProductLength, EquatableArray<PackedRun> Runs)
{
    /// <summary>From the weights of a chunk of filters to those of the next.</summary>
    public int ChunkLength => StrassenConvolution.Products * ProductLength;

    public static StrassenWeights Pack(NodeLowering node, StrassenConvolution algorithm)
    {
        Convolution convolution = algorithm.Operator.Convolution;
        int half = node.InputShape(0).Channels / 2;
        PackedRun[] runs = [.. ChannelTiles
            .Cut(algorithm.ChunkFilters, node.Lanes, algorithm.Tile.Vectors)
            .Select(tiles => new PackedRun(tiles, tiles.FirstChannel * half))];
        int chunkLength = StrassenConvolution.Products * half * algorithm.ChunkFilters;
        StrassenWeights packed = new(
            node.ReservePacked(algorithm.Chunks * chunkLength),
            ConvolutionWeights.PackBias(node, convolution, node.Lanes),
            half * algorithm.ChunkFilters,
            runs.ToEquatableArray());
        for (int chunk = 0; chunk < algorithm.Chunks; chunk++)
        {
            foreach (PackedRun run in runs)
            {
                packed.PackRun(node, run, (chunk * algorithm.ChunkFilters) + run.Tiles.FirstChannel, packed.Weights + (chunk * chunkLength) + run.Offset);
            }
        }

        return packed;
    }

    private void PackRun(NodeLowering node, PackedRun run, int filter, int place)
    {
        ParameterSpec weight = node.Weight;
        int channels = node.InputShape(0).Channels;
        node.Pack(new StrassenPackStep(
            FormattableString.Invariant($"{weight.Name} [oc, ic] → sums of quarters [product, ic, oc], {run.Tiles.Channels} channels a tile"),
            node.Parameter(weight) + (filter * channels),
            place,
            run.Tiles.Count * run.Tiles.Channels,
            node.OutputLayout.Shape.Channels / 2,
            channels,
            run.Tiles.Channels,
            ProductLength));
    }
}
