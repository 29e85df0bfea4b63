using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Direct;

/// <summary>Weights of a convolution, packed in the order its kernel reads them: [group][channel tile][kh][kw][ic][channels of the tile].</summary>
/// <param name="Weights">Offset of the packed weights.</param>
/// <param name="Bias">Offset of the packed bias, one run of vectors; −1 without bias.</param>
/// <param name="GroupLength">From the weights of a group to those of the next.</param>
/// <param name="Runs">The runs of channel tiles of a group with the offset of each one's weights, relative to the group's.</param>
internal sealed record ConvolutionWeights(int Weights, int Bias, int GroupLength, EquatableArray<PackedRun> Runs)
{
    public static ConvolutionWeights Pack(NodeLowering node, Convolution convolution, int inputChannels, DirectConvolution algorithm)
    {
        (int lanes, int tileVectors) = (algorithm.Lanes, algorithm.Tile.Vectors);
        int kh = convolution.Vertical.F;
        int kw = convolution.Horizontal.F;
        int ic = convolution.GroupChannels(inputChannels);
        int oc = convolution.GroupFilters;
        int steps = convolution.ReductionLength(inputChannels);
        List<PackedRun> runs = [];
        int length = 0;
        foreach (ChannelTiles tiles in ChannelTiles.Cut(oc, lanes, tileVectors))
        {
            runs.Add(new PackedRun(tiles, length));
            length += tiles.Count * algorithm.TileLength(steps, tiles.Vectors);
        }

        ParameterSpec weight = node.Weight;
        int weights = node.ReservePacked(convolution.Groups * length);
        int outStride = steps; // filters follow each other
        foreach (PackedRun run in runs)
        {
            int width = run.Tiles.Vectors * lanes;
            if (algorithm.Bf16Weights)
            {
                node.Pack(new BFloat16PackStep(
                    FormattableString.Invariant($"{weight.Name} [oc, ic, kh, kw] → [kh, kw, ic, oc] as bfloat16, {width} channels a tile"),
                    node.Parameter(weight) + (run.Tiles.FirstChannel * outStride),
                    weights + run.Offset,
                    run.Tiles.Count,
                    steps,
                    width,
                    [kh, kw, ic, run.Tiles.Channels],
                    [kw, 1, kh * kw, outStride],
                    [kw * ic * width, ic * width, width, 1]));
                continue;
            }

            // The tensor is read forwards: where the kernel is rotated, it is written backwards.
            FilterStrides filters = node.Filters;
            bool isRotated = filters.IsRotated;
            node.Pack(new PackStep(
                FormattableString.Invariant(
                    $"{weight.Name} {(isRotated ? "[ic, oc, kh, kw] rotated" : "[oc, ic, kh, kw]")} → [kh, kw, ic, oc], {width} channels a tile"),
                node.Parameter(weight) + (run.Tiles.FirstChannel * filters.Filter),
                weights + run.Offset + (isRotated ? (steps - ic) * width : 0),
                [run.Tiles.Count, kh, kw, ic, run.Tiles.Channels],
                [run.Tiles.Channels * filters.Filter, kw, 1, filters.Channel, filters.Filter],
                [steps * width, (isRotated ? -1 : 1) * kw * ic * width, (isRotated ? -1 : 1) * ic * width, width, 1]).Times(
                    convolution.Groups,
                    oc * outStride,
                    length));
        }

        return new ConvolutionWeights(weights, PackBias(node, convolution, lanes), length, runs.ToEquatableArray());
    }

    /// <summary>The bias, with room behind it for the vector that begins at the last channel of any group; −1 without one.</summary>
    public static int PackBias(NodeLowering node, Convolution convolution, int lanes)
    {
        if (!convolution.HasBias)
        {
            return -1;
        }

        int group = (convolution.GroupFilters + lanes - 1) / lanes * lanes;
        int bias = node.ReservePacked(convolution.Filters - convolution.GroupFilters + group);
        node.PackBias(bias);
        return bias;
    }
}

/// <summary>A run of channel tiles and where its weights begin.</summary>
internal sealed record PackedRun(ChannelTiles Tiles, int Offset);
