using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>Neighbouring outputs along one axis whose windows lie inside the input with the same taps.</summary>
/// <param name="Start">First output.</param>
/// <param name="End">Behind the last output.</param>
/// <param name="FirstTap">First row or column of the window inside the input.</param>
/// <param name="EndTap">Behind the last one.</param>
/// <param name="PaddedTaps">Taps inside the padded input: all, but for a last window that reaches beyond it.</param>
internal readonly record struct WindowSegment(int Start, int End, int FirstTap, int EndTap, int PaddedTaps)
{
    public int Taps => EndTap - FirstTap;

    /// <summary>Cuts the outputs of an axis: the middle, whose windows do not touch the padding, and the few at each edge.</summary>
    public static List<WindowSegment> Cut(WindowAxis axis)
    {
        List<WindowSegment> segments = [];
        for (int output = 0; output < axis.OutputSize; output++)
        {
            int start = (output * axis.S) - axis.Before;
            int first = start >= 0 ? 0 : (-start + axis.D - 1) / axis.D;
            int end = TapsBefore(axis, start, axis.N);
            WindowSegment segment = new(output, output + 1, first, Math.Max(first, end), TapsBefore(axis, start, axis.N + axis.After));
            if (segments.Count > 0 && segments[segments.Count - 1] is var last && last with { Start = output, End = output + 1 } == segment)
            {
                segments[segments.Count - 1] = last with { End = segment.End };
            }
            else
            {
                segments.Add(segment);
            }
        }

        return segments;
    }

    /// <summary>Taps of the window at a row that lie before another one.</summary>
    private static int TapsBefore(WindowAxis axis, int start, int end) => Math.Min(axis.F, start > end - 1 ? 0 : ((end - 1 - start) / axis.D) + 1);
}
