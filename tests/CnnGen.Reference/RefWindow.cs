namespace CnnGen.Reference;

/// <summary>A window that slides over rows and columns.</summary>
public readonly record struct RefWindow(RefAxis Vertical, RefAxis Horizontal)
{
    public static RefWindow Square(int size, int stride = 1, int padding = 0, int dilation = 1)
    {
        var axis = new RefAxis(size, stride, padding, padding, dilation);
        return new RefWindow(axis, axis);
    }

    /// <summary>An output of this many channels for an input; all zero.</summary>
    public RefTensor OutputFor(RefTensor input, int channels)
    {
        int height = Vertical.CountWindows(input.Height);
        int width = Horizontal.CountWindows(input.Width);
        if (height < 1 || width < 1)
        {
            throw new ArgumentException($"The window {Vertical.Size}×{Horizontal.Size} does not fit the input {input}.");
        }

        return new RefTensor(height, width, channels);
    }

    /// <summary>The pixels inside the input that the window of output (oh, ow) reads, in row-major order of the window.</summary>
    public IEnumerable<(int Ih, int Iw, int Kh, int Kw)> Pixels(RefTensor input, int oh, int ow)
    {
        for (int kh = 0; kh < Vertical.Size; kh++)
        {
            for (int kw = 0; kw < Horizontal.Size; kw++)
            {
                int ih = Vertical.InputRow(oh, kh);
                int iw = Horizontal.InputRow(ow, kw);
                if (input.HasPixel(ih, iw))
                {
                    yield return (ih, iw, kh, kw);
                }
            }
        }
    }
}
