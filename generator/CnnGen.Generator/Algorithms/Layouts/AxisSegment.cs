using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>
/// Rows (or columns) of an output, evenly spaced, that are made of rows of the input by one rule: a loop over them needs no test and no table.
/// </summary>
/// <param name="First">The first of them.</param>
/// <param name="Step">From one to the next.</param>
/// <param name="Count">How many.</param>
/// <param name="InputStep">How far the taps move from one to the next.</param>
/// <param name="Taps">What the first one is made of.</param>
internal sealed record AxisSegment(int First, int Step, int Count, int InputStep, EquatableArray<AxisTap> Taps)
{
    /// <summary>The outputs of an upsampling: each phase of the scale by itself, edges apart from the inside.</summary>
    public static IReadOnlyList<AxisSegment> Outputs(UpsampleAxis axis) => Cut(axis.OutputSize, axis.Scale, 1, axis.Taps);

    /// <summary>The gradients of its inputs: edges apart from the inside.</summary>
    public static IReadOnlyList<AxisSegment> Inputs(UpsampleAxis axis) => Cut(axis.N, 1, axis.Scale, axis.Readers);

    private static List<AxisSegment> Cut(int size, int step, int inputStep, Func<int, IReadOnlyList<AxisTap>> tapsOf)
    {
        List<AxisSegment> pieces = [];
        for (int phase = 0; phase < step; phase++)
        {
            AxisSegment? last = null;
            for (int place = phase; place < size; place += step)
            {
                EquatableArray<AxisTap> taps = tapsOf(place).ToEquatableArray();
                if (last is not null && taps.Equals(last.Shifted(last.Count)))
                {
                    last = last with { Count = last.Count + 1 };
                    pieces[pieces.Count - 1] = last;
                }
                else
                {
                    last = new AxisSegment(place, step, 1, inputStep, taps);
                    pieces.Add(last);
                }
            }
        }

        return pieces;
    }

    private EquatableArray<AxisTap> Shifted(int steps) => Taps.Select(tap => tap with { Index = tap.Index + (steps * InputStep) }).ToEquatableArray();
}
