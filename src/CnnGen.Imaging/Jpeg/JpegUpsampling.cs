namespace CnnGen.Imaging;

/// <summary>
/// Rows of a plane at the picture's size. Chroma of half the size is interpolated with weights of ¾ and ¼, with the roundings of libjpeg ("fancy upsampling"),
/// that of other sizes is repeated.
/// </summary>
internal sealed class JpegUpsampling
{
    private readonly JpegComponent _component;
    private readonly int _horizontal;
    private readonly int _vertical;
    private readonly int[] _sums;
    private readonly byte[] _row;

    public JpegUpsampling(JpegComponent component, JpegFrame frame)
    {
        _component = component;
        _horizontal = frame.Horizontal / component.Horizontal;
        _vertical = frame.Vertical / component.Vertical;
        _sums = new int[component.Width];
        _row = new byte[component.Width * _horizontal];
    }

    /// <summary>The samples of one row of the picture.</summary>
    public ReadOnlySpan<byte> Row(int y)
    {
        JpegComponent component = _component;
        int near = y / _vertical;
        ReadOnlySpan<byte> samples = Samples(near);
        switch (_horizontal, _vertical)
        {
            case (1, 1):
                return samples;
            case (2, 1) when component.Width > 2:
                Columns(samples);
                return _row;
            case (1, 2):
                Rows(samples, Samples(Neighbour(y, near)), upper: y % 2 == 0);
                return _row;
            case (2, 2) when component.Width > 2:
                Both(samples, Samples(Neighbour(y, near)));
                return _row;
            default:
                for (int x = 0; x < _row.Length; x++)
                {
                    _row[x] = samples[x / _horizontal];
                }

                return _row;
        }
    }

    private ReadOnlySpan<byte> Samples(int y) => _component.Samples.AsSpan(y * _component.Stride, _component.Width);

    private int Neighbour(int y, int near) => Math.Clamp(y % 2 == 0 ? near - 1 : near + 1, 0, _component.Height - 1);

    private void Columns(ReadOnlySpan<byte> samples)
    {
        int last = samples.Length - 1;
        _row[0] = samples[0];
        _row[1] = (byte)(((samples[0] * 3) + samples[1] + 2) >> 2);
        for (int x = 1; x < last; x++)
        {
            int sample = samples[x] * 3;
            _row[2 * x] = (byte)((sample + samples[x - 1] + 1) >> 2);
            _row[(2 * x) + 1] = (byte)((sample + samples[x + 1] + 2) >> 2);
        }

        _row[2 * last] = (byte)(((samples[last] * 3) + samples[last - 1] + 1) >> 2);
        _row[(2 * last) + 1] = samples[last];
    }

    private void Rows(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, bool upper)
    {
        int bias = upper ? 1 : 2;
        for (int x = 0; x < near.Length; x++)
        {
            _row[x] = (byte)(((near[x] * 3) + far[x] + bias) >> 2);
        }
    }

    private void Both(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far)
    {
        Span<int> sums = _sums;
        for (int x = 0; x < sums.Length; x++)
        {
            sums[x] = (near[x] * 3) + far[x];
        }

        int last = sums.Length - 1;
        _row[0] = (byte)(((sums[0] * 4) + 8) >> 4);
        _row[1] = (byte)(((sums[0] * 3) + sums[1] + 7) >> 4);
        for (int x = 1; x < last; x++)
        {
            int sum = sums[x] * 3;
            _row[2 * x] = (byte)((sum + sums[x - 1] + 8) >> 4);
            _row[(2 * x) + 1] = (byte)((sum + sums[x + 1] + 7) >> 4);
        }

        _row[2 * last] = (byte)(((sums[last] * 3) + sums[last - 1] + 8) >> 4);
        _row[(2 * last) + 1] = (byte)(((sums[last] * 4) + 7) >> 4);
    }
}
