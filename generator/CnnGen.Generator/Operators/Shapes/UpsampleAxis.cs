namespace CnnGen.Generator.Operators.Shapes;

/// <summary>How an output between pixels is made of them, and where it stands.</summary>
internal enum UpsampleKind
{
    Nearest,
    LinearHalfPixel,
    LinearAsymmetric,
}

/// <summary>One axis of an upsampling.</summary>
/// <param name="N">Rows or columns of the input.</param>
/// <param name="Scale">Outputs for each of them.</param>
/// <param name="Kind">How an output is made.</param>
internal sealed record UpsampleAxis(int N, int Scale, UpsampleKind Kind)
{
    public int OutputSize => N * Scale;

    /// <summary>The pixels that an output is made of, one or two, with weights whose sum is 1.</summary>
    public IReadOnlyList<AxisTap> Taps(int output)
    {
        if (Kind == UpsampleKind.Nearest)
        {
            return [new AxisTap(output / Scale, 1f)];
        }

        double place = Kind == UpsampleKind.LinearHalfPixel ? ((output + 0.5) / Scale) - 0.5 : (double)output / Scale;
        int before = (int)Math.Floor(place);
        float weight = (float)(place - before);
        return before < 0 ? [new AxisTap(0, 1f)]
            : before >= N - 1 || weight == 0f ? [new AxisTap(Math.Min(before, N - 1), 1f)]
            : [new AxisTap(before, 1f - weight), new AxisTap(before + 1, weight)];
    }

    /// <summary>The outputs that a pixel went into, with the same weights.</summary>
    public IReadOnlyList<AxisTap> Readers(int input)
    {
        List<AxisTap> readers = [];

        // An output stands at most one pixel away from those it is made of; at the edges the outermost pixel also serves the outputs beyond.
        for (int output = Math.Max(0, (input - 1) * Scale); output < Math.Min(OutputSize, (input + 2) * Scale); output++)
        {
            foreach (AxisTap tap in Taps(output))
            {
                if (tap.Index == input)
                {
                    readers.Add(new AxisTap(output, tap.Weight));
                }
            }
        }

        return readers;
    }
}

/// <summary>A row or column with a weight.</summary>
internal readonly record struct AxisTap(int Index, float Weight);
