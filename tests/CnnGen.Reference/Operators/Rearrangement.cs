namespace CnnGen.Reference.Operators;

/// <summary>Every element of the output is one of the input's: a table of sources is made place by place, in the plainest way for each layer.</summary>
/// <param name="output">The shape of the output, given that of the input.</param>
/// <param name="source">The place in the input of a place in the output, given the input.</param>
public sealed class Rearrangement(
    Func<RefTensor, (int Height, int Width, int Channels)> output, Func<RefTensor, int, int, int, (int H, int W, int C)> source) : UnaryOperator
{
    /// <summary>Every <paramref name="step"/>th row, column or channel from a first one on.</summary>
    /// <param name="axis">0 for rows, 1 for columns, 2 for channels.</param>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="step">From one to the next.</param>
    public static Rearrangement Slice(int axis, int start, int count, int step) => new(
        x => (axis == 0 ? count : x.Height, axis == 1 ? count : x.Width, axis == 2 ? count : x.Channels),
        (_, h, w, c) => (axis == 0 ? start + (h * step) : h, axis == 1 ? start + (w * step) : w, axis == 2 ? start + (c * step) : c));

    /// <summary>PyTorch's view [groups, n], transposed and flattened.</summary>
    public static Rearrangement ChannelShuffle(int groups) =>
        new(x => (x.Height, x.Width, x.Channels), (x, h, w, c) => (h, w, (c % groups * (x.Channels / groups)) + (c / groups)));

    /// <summary>PyTorch's, or ONNX's mode DCR.</summary>
    public static Rearrangement PixelShuffle(int r, bool squaresFirst) => new(
        x => (x.Height * r, x.Width * r, x.Channels / (r * r)),
        (x, h, w, c) => (h / r, w / r, squaresFirst ? (((h % r * r) + (w % r)) * (x.Channels / (r * r))) + c : (c * r * r) + (h % r * r) + (w % r)));

    /// <summary>The inverse of <see cref="PixelShuffle"/>.</summary>
    public static Rearrangement PixelUnshuffle(int r, bool squaresFirst) => new(
        x => (x.Height / r, x.Width / r, x.Channels * r * r),
        (x, h, w, c) =>
        {
            int square = squaresFirst ? c / x.Channels : c % (r * r);
            return ((h * r) + (square / r), (w * r) + (square % r), squaresFirst ? c % x.Channels : c / (r * r));
        });

    /// <summary>Two axes in each other's place: 0 for rows, 1 for columns, 2 for channels.</summary>
    public static Rearrangement Transpose(int first, int second)
    {
        (int, int, int) Swapped(int h, int w, int c)
        {
            int[] places = [h, w, c];
            (places[first], places[second]) = (places[second], places[first]);
            return (places[0], places[1], places[2]);
        }

        return new(x => Swapped(x.Height, x.Width, x.Channels), (_, h, w, c) => Swapped(h, w, c));
    }

    /// <summary>Values counted channel by channel or pixel by pixel, the same in both shapes.</summary>
    public static Rearrangement Reshape(int height, int width, int channels, bool channelsFirst) => new(_ => (height, width, channels), (x, h, w, c) =>
    {
        int i = channelsFirst ? (((c * height) + h) * width) + w : (((h * width) + w) * channels) + c;
        return channelsFirst
            ? (i / x.Width % x.Height, i % x.Width, i / (x.Width * x.Height))
            : (i / (x.Channels * x.Width), i / x.Channels % x.Width, i % x.Channels);
    });

    public override RefTensor Forward(RefTensor input)
    {
        (int height, int width, int channels) = output(input);
        var result = new RefTensor(height, width, channels);
        Each(result, input, (h, w, c, from) => result[h, w, c] = input[from.H, from.W, from.C]);
        return result;
    }

    public override void Backward(RefTensor input, RefTensor output, RefTensor dOutput, RefTensor dInput) =>
        Each(output, input, (h, w, c, from) => dInput[from.H, from.W, from.C] += dOutput[h, w, c]);

    private void Each(RefTensor result, RefTensor input, Action<int, int, int, (int H, int W, int C)> body)
    {
        for (int h = 0; h < result.Height; h++)
        {
            for (int w = 0; w < result.Width; w++)
            {
                for (int c = 0; c < result.Channels; c++)
                {
                    body(h, w, c, source(input, h, w, c));
                }
            }
        }
    }
}
