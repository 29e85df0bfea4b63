using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Appends layers that only change the size of the image.</summary>
internal sealed class RandomShapes(Random random, NetworkDraft draft)
{
    private const int LargestImage = 30; // rows or columns

    public void ZeroPad()
    {
        if (random.Next(2) == 0)
        {
            int size = random.Next(1, 3);
            draft.Append(new LayerText("ZeroPad", $"{size}"), new ZeroPad(size, size, size, size));
        }
        else
        {
            (int top, int bottom, int left, int right) = (random.Next(3), random.Next(3), random.Next(3), random.Next(3));
            (int before, int after) = random.Next(2) == 0 ? (0, 0) : (random.Next(4), random.Next(4));
            LayerText text = new("ZeroPad", $"{top}", $"{bottom}", $"{left}", $"{right}");
            text.Set("ChannelsBefore", $"{before}").Set("ChannelsAfter", $"{after}");
            draft.Append(text, new ZeroPad(top, bottom, left, right, before, after));
        }
    }

    public void Upsample()
    {
        int height = Scale(draft.Shape.Height);
        int width = Scale(draft.Shape.Width);
        LayerText text = height == width && random.Next(2) == 0 ? new LayerText("Upsample", $"{height}") : new LayerText("Upsample", $"{height}", $"{width}");
        Func<double, int, double>? place = null;
        if (random.Next(3) > 0)
        {
            text.Set("Mode", "Interpolation.Bilinear");
            place = CnnGen.Reference.Operators.Upsample.HalfPixel;
            if (random.Next(2) == 0)
            {
                text.Set("Coordinates", "UpsampleCoordinates.Asymmetric");
                place = CnnGen.Reference.Operators.Upsample.Asymmetric;
            }
        }

        draft.Append(text, new Upsample(height, width, place));
    }

    /// <summary>Any size, by any way of making values of pixels; the oracle has the matrix of each axis.</summary>
    public void Resize()
    {
        (int height, int width) = (random.Next(1, 20), random.Next(1, 20));
        LayerText text = new("Resize", $"{height}", $"{width}");
        int coordinates = random.Next(4);
        text.Set("Coordinates", "ResizeCoordinates." + new[] { "HalfPixel", "AlignCorners", "Asymmetric", "PyTorchHalfPixel" }[coordinates]);
        double Place(int o, int size, int n) => coordinates switch
        {
            1 => size == 1 ? 0 : (double)o * (n - 1) / (size - 1),
            2 => (double)o * n / size,
            3 when size == 1 => 0,
            _ => ((o + 0.5) * n / size) - 0.5,
        };
        IEnumerable<double> Places(int size, int n) => Enumerable.Range(0, size).Select(o => Place(o, size, n));
        Func<int, int, double[][]> matrix;
        switch (random.Next(3))
        {
            case 0:
                text.Set("Rounding", "ResizeRounding.Floor");

                // A place that is a whole number in theory may be one less in the arithmetic of whoever computes it.
                matrix = (size, n) => AxisMapping.Selection(n, Places(size, n).Select(place => Math.Clamp((int)Math.Floor(place), 0, n - 1)));
                break;
            case 1:
                text.Set("Mode", "ResizeMode.Linear");
                matrix = (size, n) => AxisMapping.Interpolation(n, Places(size, n), x => Math.Max(0, 1 - Math.Abs(x)));
                break;
            default:
                text.Set("Mode", "ResizeMode.Cubic");
                matrix = (size, n) => AxisMapping.Interpolation(n, Places(size, n), Keys);
                break;
        }

        draft.Append(text, new AxisMapping(matrix(height, draft.Shape.Height), matrix(width, draft.Shape.Width)));
    }

    /// <summary>A border of a number or made of the image.</summary>
    public void Pad()
    {
        (int height, int width) = (draft.Shape.Height, draft.Shape.Width);
        bool isReflected = random.Next(2) == 0;
        int Side(int n) => random.Next(0, isReflected ? Math.Min(n, 4) : 4);
        (int top, int bottom, int left, int right) = (Side(height), Side(height), Side(width), Side(width));
        int Source(int i, int n) => !isReflected ? Math.Clamp(i, 0, n - 1) : i < 0 ? -i : i >= n ? (2 * (n - 1)) - i : i;
        double[][] Matrix(int before, int n, int after) => AxisMapping.Selection(n, Enumerable.Range(-before, before + n + after).Select(i => Source(i, n)));
        draft.Append(
            new LayerText("Pad", $"{top}", $"{bottom}", $"{left}", $"{right}").Set("Mode", isReflected ? "PadMode.Reflect" : "PadMode.Edge"),
            new AxisMapping(Matrix(top, height, bottom), Matrix(left, width, right)));
    }

    public void Slice()
    {
        int axis = random.Next(3);
        int size = Size(axis);
        int step = random.Next(1, 3);
        int start = random.Next(size);
        int count = random.Next(1, ((size - 1 - start) / step) + 2);
        LayerText text = new("Slice", Axis(axis), $"{(random.Next(2) == 0 ? start : start - size)}", $"{count}");
        draft.Append(step == 1 ? text : text.Set("Step", $"{step}"), Rearrangement.Slice(axis, start, count, step));
    }

    public void ChannelShuffle()
    {
        int[] divisors = [.. Enumerable.Range(1, draft.Shape.Channels).Where(groups => draft.Shape.Channels % groups == 0)];
        int groups = divisors[random.Next(divisors.Length)];
        draft.Append(new LayerText("ChannelShuffle", $"{groups}"), Rearrangement.ChannelShuffle(groups));
    }

    public void PixelShuffle()
    {
        int[] scales = [.. Enumerable.Range(1, 3).Where(r => draft.Shape.Channels % (r * r) == 0)];
        (int r, bool squaresFirst) = (scales[random.Next(scales.Length)], random.Next(2) == 0);
        LayerText text = new("PixelShuffle", $"{r}");
        draft.Append(squaresFirst ? text.Set("SquaresFirst", "true") : text, Rearrangement.PixelShuffle(r, squaresFirst));
    }

    public void PixelUnshuffle()
    {
        int[] scales = [.. Enumerable.Range(1, 4).Where(r => draft.Shape.Height % r == 0 && draft.Shape.Width % r == 0)];
        (int r, bool squaresFirst) = (scales[random.Next(scales.Length)], random.Next(2) == 0);
        LayerText text = new("PixelUnshuffle", $"{r}");
        draft.Append(squaresFirst ? text.Set("SquaresFirst", "true") : text, Rearrangement.PixelUnshuffle(r, squaresFirst));
    }

    public void Transpose()
    {
        (int first, int second) = (random.Next(3), random.Next(3));
        draft.Append(new LayerText("Transpose", Axis(first), Axis(second)), Rearrangement.Transpose(first, second));
    }

    /// <summary>Any three factors of the number of values; one of them is sometimes left to the compiler.</summary>
    public void Reshape()
    {
        int Divisor(int of)
        {
            int[] divisors = [.. Enumerable.Range(1, of).Where(size => of % size == 0)];
            return divisors[random.Next(divisors.Length)];
        }

        int height = Divisor(draft.Shape.Length);
        int width = Divisor(draft.Shape.Length / height);
        int channels = draft.Shape.Length / height / width;
        bool channelsFirst = random.Next(2) == 0;
        LayerText text = new("Reshape", random.Next(3) == 0 ? "-1" : $"{height}", $"{width}", $"{channels}");
        draft.Append(channelsFirst ? text : text.Set("Order", "ElementOrder.ChannelsLast"), Rearrangement.Reshape(height, width, channels, channelsFirst));
    }

    public void AxisReduction(string kind)
    {
        int axis = random.Next(3);
        draft.Append(new LayerText(kind, Axis(axis)), new AxisReduction(axis, kind == "Mean"));
    }

    /// <summary>Regions as PyTorch has them; sizes beyond the image's repeat pixels.</summary>
    public void AdaptiveAveragePool()
    {
        (int height, int width) = (random.Next(1, 8), random.Next(1, 8));
        static double[][] Regions(int n, int size) => [.. Enumerable.Range(0, size).Select(o =>
        {
            (int first, int end) = (o * n / size, (((o + 1) * n) + size - 1) / size);
            return Enumerable.Range(0, n).Select(i => i >= first && i < end ? 1.0 / (end - first) : 0).ToArray();
        })];
        draft.Append(
            new LayerText("AdaptiveAveragePool", $"{height}", $"{width}"),
            new AxisMapping(Regions(draft.Shape.Height, height), Regions(draft.Shape.Width, width)));
    }

    public void OverChannels(string kind, UnaryOperator op)
    {
        if (draft.Shape.Channels > 1)
        {
            draft.Append(new LayerText(kind).Set("Over", "NormExtent.Channels"), new EachPixel(op));
        }
    }

    private int Size(int axis) => axis == 0 ? draft.Shape.Height : axis == 1 ? draft.Shape.Width : draft.Shape.Channels;

    private static string Axis(int axis) => "ImageAxis." + new[] { "Rows", "Columns", "Channels" }[axis];

    // Cubic convolution with a = −0.75, as a function of the distance.
    private static double Keys(double x)
    {
        const double A = -0.75;
        x = Math.Abs(x);
        return x <= 1 ? ((A + 2) * x * x * x) - ((A + 3) * x * x) + 1
            : x < 2 ? (A * x * x * x) - (5 * A * x * x) + (8 * A * x) - (4 * A)
            : 0;
    }

    /// <summary>A number for each channel from the image itself, and its product with every pixel: squeeze and excitation.</summary>
    public void ScaleChannels(RandomLayers layers)
    {
        int image = draft.Current;
        layers.GlobalAveragePool();
        layers.Sigmoid();
        int weights = draft.Current;
        draft.Append(new LayerText("Multiply", $"\"{draft.Label(image)}\""), new Multiply(), weights, image);
    }

    private int Scale(int size) => random.Next(1, Math.Max(1, Math.Min(4, LargestImage / size)) + 1);
}
