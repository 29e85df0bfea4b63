namespace CnnGen.Generator.Operators.Shapes;

/// <summary>How an output is made of pixels; in the order of the library's enum of the same name.</summary>
internal enum ResizeMode
{
    Nearest,
    Linear,
    Cubic,
}

/// <summary>Where an output stands; in the order of the library's enum of the same name.</summary>
internal enum ResizeCoordinates
{
    HalfPixel,
    PyTorchHalfPixel,
    AlignCorners,
    Asymmetric,
    HalfPixelForNearest,
}

/// <summary>Which pixel is the nearest; in the order of the library's enum of the same name.</summary>
internal enum ResizeRounding
{
    PreferFloor,
    PreferCeil,
    Floor,
    Ceil,
}

/// <summary>How values are made of pixels, the same on both axes.</summary>
/// <param name="Mode">Of how many.</param>
/// <param name="Coordinates">Where an output stands.</param>
/// <param name="Rounding">Which pixel is the nearest.</param>
/// <param name="CubicCoefficient">a of cubic convolution.</param>
/// <param name="ExcludeOutside">Whether pixels that do not exist have no weight.</param>
internal sealed record ResizeRule(ResizeMode Mode, ResizeCoordinates Coordinates, ResizeRounding Rounding, float CubicCoefficient, bool ExcludeOutside);

/// <summary>One axis of a <see cref="Resize"/>.</summary>
/// <param name="N">Rows or columns of the input.</param>
/// <param name="OutputSize">Rows or columns of the output.</param>
/// <param name="GivenScale">Outputs for each of the input, or 0 where it is the quotient of the sizes.</param>
/// <param name="Rule">How an output is made.</param>
internal sealed record ResizeAxis(int N, int OutputSize, float GivenScale, ResizeRule Rule) : AxisMap(N, OutputSize)
{
    private double Scale => GivenScale > 0 ? GivenScale : (double)OutputSize / N;

    public override IReadOnlyList<AxisTap> Taps(int output)
    {
        double place = Place(output);
        return Rule.Mode switch
        {
            ResizeMode.Nearest => [new AxisTap(Inside(Nearest(place)), 1f)],
            ResizeMode.Linear => Linear(place),
            _ => Cubic(place),
        };
    }

    private double Place(int output) => Rule.Coordinates switch
    {
        ResizeCoordinates.PyTorchHalfPixel when OutputSize == 1 => 0,
        ResizeCoordinates.AlignCorners => OutputSize == 1 ? 0 : output * (N - 1) / ((Scale * N) - 1),
        ResizeCoordinates.Asymmetric => output / Scale,
        ResizeCoordinates.HalfPixelForNearest => (output + 0.5) / Scale,
        _ => ((output + 0.5) / Scale) - 0.5,
    };

    private int Nearest(double place) => (int)(Rule.Rounding switch
    {
        ResizeRounding.PreferFloor => Math.Ceiling(place - 0.5),
        ResizeRounding.PreferCeil => Math.Floor(place + 0.5),
        ResizeRounding.Floor => Math.Floor(place),
        _ => Math.Ceiling(place),
    });

    private IReadOnlyList<AxisTap> Linear(double place)
    {
        int before = (int)Math.Floor(place);
        float weight = (float)(place - before);
        return before < 0 ? [new AxisTap(0, 1f)]
            : before >= N - 1 || weight == 0f ? [new AxisTap(Math.Min(before, N - 1), 1f)]
            : [new AxisTap(before, 1f - weight), new AxisTap(before + 1, weight)];
    }

    /// <summary>R. Keys, "Cubic convolution interpolation for digital image processing" (1981), with any a.</summary>
    private IReadOnlyList<AxisTap> Cubic(double place)
    {
        int before = (int)Math.Floor(place);
        double t = place - before;
        double[] weights = [Far(1 + t), Near(t), Near(1 - t), Far(2 - t)];
        if (Rule.ExcludeOutside)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = Inside(before - 1 + i) == before - 1 + i ? weights[i] : 0;
            }

            double sum = weights.Sum();
            weights = Array.ConvertAll(weights, weight => weight / sum);
        }

        // Pixels of the edge stand for those that do not exist: their weights add up.
        SortedDictionary<int, double> taps = [];
        for (int i = 0; i < weights.Length; i++)
        {
            int index = Inside(before - 1 + i);
            taps[index] = (taps.TryGetValue(index, out double known) ? known : 0) + weights[i];
        }

        AxisTap[] used = [.. taps.Where(tap => tap.Value != 0).Select(tap => new AxisTap(tap.Key, (float)tap.Value))];
        return used.Length > 0 ? used : [new AxisTap(Inside(before), 0f)];
    }

    private double Near(double x) => ((((Rule.CubicCoefficient + 2) * x) - (Rule.CubicCoefficient + 3)) * x * x) + 1;

    private double Far(double x) =>
        (((((Rule.CubicCoefficient * x) - (5 * Rule.CubicCoefficient)) * x) + (8 * Rule.CubicCoefficient)) * x) - (4 * Rule.CubicCoefficient);

    private int Inside(int index) => Math.Max(0, Math.Min(N - 1, index));
}
