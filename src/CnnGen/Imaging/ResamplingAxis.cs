namespace CnnGen;

/// <summary>
/// How many pixels along one axis become more or fewer: for each output position the first input position and the shares of the inputs from there on.
/// </summary>
internal sealed class ResamplingAxis
{
    private readonly int _from;
    private readonly int[] _first;
    private readonly float[][] _shares;

    public ResamplingAxis(int from, int to)
    {
        _from = from;
        _first = new int[to];
        _shares = new float[to][];
        for (int i = 0; i < to; i++)
        {
            _shares[i] = to < from ? Covered(from, to, i, out _first[i]) : Neighbours(from, to, i, out _first[i]);
        }
    }

    /// <summary>Changes the number of pixels in every row.</summary>
    public float[] ApplyToColumns(float[] values, int channels)
    {
        int rows = values.Length / (_from * channels);
        float[] result = new float[rows * _first.Length * channels];
        int next = 0;
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<float> row = values.AsSpan(y * _from * channels, _from * channels);
            for (int x = 0; x < _first.Length; x++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    float sum = 0;
                    int position = (_first[x] * channels) + channel;
                    foreach (float share in _shares[x])
                    {
                        sum += share * row[position];
                        position += channels;
                    }

                    result[next++] = sum;
                }
            }
        }

        return result;
    }

    /// <summary>Changes the number of rows.</summary>
    public float[] ApplyToRows(float[] values, int rowLength)
    {
        float[] result = new float[_first.Length * rowLength];
        for (int y = 0; y < _first.Length; y++)
        {
            Span<float> sum = result.AsSpan(y * rowLength, rowLength);
            for (int k = 0; k < _shares[y].Length; k++)
            {
                float share = _shares[y][k];
                ReadOnlySpan<float> row = values.AsSpan((_first[y] + k) * rowLength, rowLength);
                for (int i = 0; i < sum.Length; i++)
                {
                    sum[i] += share * row[i];
                }
            }
        }

        return result;
    }

    // Output i covers inputs i·from/to to (i + 1)·from/to; in units of 1/to all borders are whole numbers.
    private static float[] Covered(int from, int to, int i, out int first)
    {
        long begin = (long)i * from;
        long end = begin + from;
        first = (int)(begin / to);
        float[] shares = new float[(int)((end + to - 1) / to) - first];
        for (int k = 0; k < shares.Length; k++)
        {
            long left = (long)(first + k) * to;
            shares[k] = (float)(Math.Min(end, left + to) - Math.Max(begin, left)) / from;
        }

        return shares;
    }

    // The centre of output i lies at (i + ½)·from/to − ½ among the centres of the inputs; beyond the outermost centres the edge continues.
    private static float[] Neighbours(int from, int to, int i, out int first)
    {
        long position = (((2L * i) + 1) * from) - to;
        if (position <= 0)
        {
            first = 0;
            return [1];
        }

        first = (int)(position / (2L * to));
        float share = (float)(position % (2L * to)) / (2L * to);
        return first + 1 < from ? [1 - share, share] : [1];
    }
}
