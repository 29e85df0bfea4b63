using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>The loops over one window and its channels, with neighbouring ones joined where the input runs on: kh, kw, ic or kh, k or k.</summary>
internal sealed class ReductionLoops
{
    // A run of few channels is written out: the loop around it would cost as much as its work. A run over kw is not, since neighbouring
    // pixels share their inputs there, and the JIT would keep them all in registers and spill the sums.
    private const int LongestUnrolled = 8;

    private readonly List<Axis> _axes;
    private readonly int _longestUnrolled;

    private ReductionLoops(List<Axis> axes, int? unrollLimit) => (_axes, _longestUnrolled) = (axes, unrollLimit ?? LongestUnrolled);

    /// <summary>The loops of a convolution.</summary>
    /// <param name="convolution">The windows.</param>
    /// <param name="input">Where the input stands.</param>
    /// <param name="unrollLimit">Channels of a run that is written out, if the schedule says so.</param>
    public static ReductionLoops Of(Convolution convolution, BufferLayout input, int? unrollLimit)
    {
        int ic = convolution.GroupChannels(input.Shape.Channels);
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = convolution;
        Axis[] all =
        [
            new("kh", vertical.F, vertical.D * input.RowStride, horizontal.F * ic),
            new("kw", horizontal.F, horizontal.D * input.PixelStride, ic),
            new("ic", ic, input.ChannelStride, 1),
        ];
        List<Axis> axes = [];
        foreach (Axis axis in all)
        {
            if (axis.Extent == 1)
            {
                continue;
            }

            if (axes.Count > 0 && axes[axes.Count - 1] is var outer && outer.InputStride == axis.Extent * axis.InputStride)
            {
                axes[axes.Count - 1] = axis with { Name = "k", Extent = outer.Extent * axis.Extent };
            }
            else
            {
                axes.Add(axis);
            }
        }

        return new ReductionLoops(axes, unrollLimit);
    }

    /// <summary>Writes the loops. The body gets the offset of the input value, the number of the step in the packed weights, and whose turn it is.</summary>
    public void Loop(LoopBuilder b, SplitAccumulators turns, Action<IndexExpression, IndexExpression, int> body) => Loop(b, 0, 0, 0, turns, body);

    private void Loop(
        LoopBuilder b,
        int axis,
        IndexExpression input,
        IndexExpression step,
        SplitAccumulators turns,
        Action<IndexExpression, IndexExpression, int> body)
    {
        if (axis == _axes.Count)
        {
            b.Scope(() => body(input, step, 0));
            return;
        }

        (string name, int extent, int inputStride, int stepStride) = _axes[axis];
        if (axis == _axes.Count - 1 && turns.UnrollFactor == 1 && name == "ic" && extent <= _longestUnrolled)
        {
            b.Unroll(name, extent, i => b.Scope(() => body(input + (i * inputStride), step + (i * stepStride), 0)));
            return;
        }

        if (axis < _axes.Count - 1)
        {
            b.For(name, extent, i => Loop(b, axis + 1, input + (i * inputStride), step + (i * stepStride), turns, body));
            return;
        }

        turns.Loop(b, name, extent, (i, turn) => body(input + (i * inputStride), step + (i * stepStride), turn));
    }

    private readonly record struct Axis(string Name, int Extent, int InputStride, int StepStride);
}
