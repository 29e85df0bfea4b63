using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>Weights of a convolution, packed in the order its kernel reads them: [channel tile][kh][kw][ic][channels of the tile].</summary>
/// <param name="Weights">Offset of the packed weights.</param>
/// <param name="Bias">Offset of the packed bias, one run of vectors; −1 without bias.</param>
/// <param name="Runs">The runs of channel tiles with the offset of each one's weights, relative to <paramref name="Weights"/>.</param>
internal sealed record ConvolutionWeights(int Weights, int Bias, EquatableArray<PackedRun> Runs)
{
    public static ConvolutionWeights Pack(NodeLowering node, Convolution convolution, int inputChannels, int tileVectors)
    {
        int kh = convolution.Vertical.F;
        int kw = convolution.Horizontal.F;
        int oc = convolution.Filters;
        int steps = kh * kw * inputChannels;
        List<PackedRun> runs = [];
        int length = 0;
        foreach (ChannelTiles tiles in ChannelTiles.Cut(oc, node.Lanes, tileVectors))
        {
            runs.Add(new PackedRun(tiles, length));
            length += tiles.Count * steps * tiles.Vectors * node.Lanes;
        }

        ParameterSpec weight = node.Node.Parameters[0];
        int weights = node.ReservePacked(length);
        int outStride = inputChannels * kh * kw;
        foreach (PackedRun run in runs)
        {
            int width = run.Tiles.Vectors * node.Lanes;
            node.Pack(new PackStep(
                FormattableString.Invariant($"{weight.Name} [oc, ic, kh, kw] → [kh, kw, ic, oc], {width} channels a tile"),
                node.Parameter(weight) + (run.Tiles.FirstChannel * outStride),
                weights + run.Offset,
                [run.Tiles.Count, kh, kw, inputChannels, run.Tiles.Channels],
                [run.Tiles.Channels * outStride, kw, 1, kh * kw, outStride],
                [steps * width, kw * inputChannels * width, inputChannels * width, width, 1]));
        }

        int bias = -1;
        if (convolution.HasBias)
        {
            ParameterSpec tensor = node.Node.Parameters[1];
            bias = node.ReservePacked((oc + node.Lanes - 1) / node.Lanes * node.Lanes);
            node.Pack(new PackStep(tensor.Name, node.Parameter(tensor), bias, [oc], [1], [1]));
        }

        return new ConvolutionWeights(weights, bias, runs.ToEquatableArray());
    }
}

/// <summary>A run of channel tiles and where its weights begin.</summary>
internal sealed record PackedRun(ChannelTiles Tiles, int Offset);
