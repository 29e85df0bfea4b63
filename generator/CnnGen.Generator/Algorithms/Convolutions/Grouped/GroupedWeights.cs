using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Grouped;

/// <summary>
/// Weights of <see cref="GroupedConvolution"/>, packed as [vector of channels][kh][kw][distance][lane]: lane j of distance d has the weight of the input
/// channel in lane j for the filter in lane j ^ d.
/// </summary>
/// <param name="convolution">The convolution.</param>
/// <param name="tile">How its channels lie in vectors.</param>
internal sealed class GroupedWeights(Convolution convolution, GroupedTile tile)
{
    private int Taps => convolution.Vertical.F * convolution.Horizontal.F;

    private int TapLength => tile.GroupSize * tile.Lanes;

    private int VectorLength => Taps * TapLength;

    /// <summary>Output channels, rounded up to vectors.</summary>
    public int Width => (convolution.Filters + tile.Lanes - 1) / tile.Lanes * tile.Lanes;

    /// <summary>The weights of the vector that begins at a channel.</summary>
    public IndexExpression At(IndexExpression channel) => channel * (VectorLength / tile.Lanes);

    /// <summary>Those of a place of the window, relative to the vector's.</summary>
    public IndexExpression OfTap(IndexExpression kh, IndexExpression kw) => (kh * (convolution.Horizontal.F * TapLength)) + (kw * TapLength);

    /// <summary>Packs the weights of a layer and gives their offset.</summary>
    public int Pack(NodeLowering node)
    {
        ParameterSpec weight = node.Weight;
        int packed = node.ReservePacked(Width / tile.Lanes * VectorLength);
        int filter = tile.GroupSize * Taps;
        foreach (ChannelTiles run in ChannelTiles.Cut(convolution.Filters, tile.Lanes, vectors: 1))
        {
            // A step has the filters of one place in their groups: from one input channel to another, weights go forth or back by the bits of that place.
            for (int f = 0; f < tile.GroupSize; f++)
            {
                List<int> extents = [run.Channels / tile.GroupSize];
                List<int> tensorStrides = [tile.GroupSize * filter];
                List<int> packedStrides = [tile.GroupSize];
                for (int bit = tile.GroupSize / 2; bit > 0; bit /= 2)
                {
                    extents.Add(2);
                    tensorStrides.Add(bit * Taps);
                    packedStrides.Add(bit * (1 + ((f & bit) == 0 ? tile.Lanes : -tile.Lanes)));
                }

                node.Pack(new PackStep(
                    FormattableString.Invariant($"{weight.Name} [oc, ic, kh, kw] → [kh, kw, oc ^ ic, ic], filter {f} of each group"),
                    node.Parameter(weight) + ((run.FirstChannel + f) * filter),
                    packed + (run.FirstChannel / tile.Lanes * VectorLength) + (f * tile.Lanes),
                    [.. extents, Taps],
                    [.. tensorStrides, 1],
                    [.. packedStrides, TapLength]).Times(run.Count, tile.Lanes * filter, VectorLength));
            }
        }

        return packed;
    }
}
