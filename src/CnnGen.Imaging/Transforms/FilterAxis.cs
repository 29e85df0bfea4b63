namespace CnnGen.Imaging;

/// <summary>
/// The weights of one axis: for each new position the first old one and the weights from there on, as multiples of 2⁻²². This is the arithmetic of Pillow's
/// resampling, whose results are equal bit for bit.
/// </summary>
internal sealed class FilterAxis
{
    public const int FractionBits = 32 - 8 - 2; // 8 bits of a value, 2 for weights beyond 1 and for the sign

    private readonly int[] _first;
    private readonly int[][] _weights;

    public FilterAxis(int from, int to, ResizeFilter filter)
    {
        _first = new int[to];
        _weights = new int[to][];
        double scale = (double)from / to;
        double widened = Math.Max(1, scale);
        double support = Support(filter) * widened;
        for (int i = 0; i < to; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - support + 0.5));
            int end = Math.Min(from, (int)(centre + support + 0.5));
            double[] weights = new double[end - first];
            double sum = 0;
            double narrow = 1 / widened;
            for (int k = 0; k < weights.Length; k++)
            {
                weights[k] = Weight(filter, (k + first - centre + 0.5) * narrow);
                sum += weights[k];
            }

            _first[i] = first;
            _weights[i] = Array.ConvertAll(weights, weight => ToFixed(sum == 0 ? weight : weight / sum));
        }
    }

    public int Length => _first.Length;

    public int First(int position) => _first[position];

    public ReadOnlySpan<int> Weights(int position) => _weights[position];

    private static int ToFixed(double weight)
    {
        double value = weight * (1 << FractionBits);
        return (int)(value < 0 ? value - 0.5 : value + 0.5);
    }

    private static double Support(ResizeFilter filter) => filter switch
    {
        ResizeFilter.Box => 0.5,
        ResizeFilter.Bilinear => 1,
        ResizeFilter.Bicubic => 2,
        ResizeFilter.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "There is no such filter."),
    };

    private static double Weight(ResizeFilter filter, double x)
    {
        double distance = Math.Abs(x);
        const double A = -0.5;
        return filter switch
        {
            ResizeFilter.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
            ResizeFilter.Bilinear => Math.Max(0, 1 - distance),
            ResizeFilter.Bicubic => distance switch
            {
                < 1 => ((((A + 2) * distance) - (A + 3)) * distance * distance) + 1,
                < 2 => ((((distance - 5) * distance) + 8) * distance - 4) * A,
                _ => 0,
            },
            _ => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
