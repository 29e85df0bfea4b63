using CnnGen.Tool.Onnx;

namespace CnnGen.Tool.Import.Operators;

/// <summary>
/// The window of a node, as arguments of a layer, written as a person would: one number where both axes agree. A window of one axis slides over an image of one
/// row.
/// </summary>
internal sealed class WindowArguments
{
    private readonly WindowArgument _height;
    private readonly WindowArgument _width;
    private readonly IReadOnlyList<WindowArgument> _axes;

    private WindowArguments(IReadOnlyList<WindowArgument> axes)
    {
        _axes = axes;
        _height = axes.Count == 1 ? WindowArgument.One : axes[0];
        _width = axes[^1];
    }

    public IEnumerable<int> OutputSizes => _axes.Select(axis => axis.OutputSize);

    /// <summary>The size of the window, once where it is a square.</summary>
    public Argument[] Sizes => _height.Kernel == _width.Kernel ? [_width.Kernel] : [_height.Kernel, _width.Kernel];

    public bool IsDilated => _height.Dilation != 1 || _width.Dilation != 1;

    public bool RoundsUp => _axes.Any(axis => axis.RoundsUp);

    /// <summary>Whether the window is the whole image, without padding.</summary>
    public bool IsWholeImage => _axes.All(axis => axis.Kernel == axis.Size && axis is { Before: 0, After: 0 });

    /// <param name="node">The node.</param>
    /// <param name="image">The sizes that the window slides over.</param>
    /// <param name="kernel">The window's sizes.</param>
    public static WindowArguments Read(OnnxNode node, IReadOnlyList<int> image, IReadOnlyList<int> kernel)
    {
        int rank = kernel.Count;
        int[] pads = node.Integers("pads") ?? new int[2 * rank];
        int[] strides = node.Integers("strides") ?? [.. kernel.Select(_ => 1)];
        int[] dilations = node.Integers("dilations") ?? [.. kernel.Select(_ => 1)];
        if (rank != image.Count || pads.Length != 2 * rank || strides.Length != rank || dilations.Length != rank)
        {
            throw new OnnxFileException(
                $"{node}: its window has {rank} axes, the image {image.Count}, its padding {pads.Length} numbers, its strides {strides.Length} and its "
                + $"dilations {dilations.Length}.");
        }

        if (kernel.Concat(strides).Concat(dilations).Any(size => size < 1) || pads.Any(size => size < 0))
        {
            throw pads.Any(size => size < 0)
                ? new NotExpressibleException("padding below 0; Slice the image before")
                : new OnnxFileException($"{node}: windows, strides and dilations are at least 1.");
        }

        string autoPad = node.Text("auto_pad", "NOTSET");
        List<WindowArgument> axes = [];
        for (int axis = 0; axis < rank; axis++)
        {
            WindowArgument read = new(image[axis], kernel[axis], strides[axis], dilations[axis], pads[axis], pads[axis + rank]);
            axes.Add(autoPad switch
            {
                "SAME_UPPER" => read.Same(isLower: false),
                "SAME_LOWER" => read.Same(isLower: true),
                "VALID" => read with { Before = 0, After = 0 },
                _ => read with { RoundsUp = node.Integer("ceil_mode", 0) == 1 },
            });
        }

        return new WindowArguments(axes);
    }

    /// <summary>Writes steps, dilation and padding into a layer, without what is the default.</summary>
    public Layer WriteTo(Layer layer, bool strideIsSize)
    {
        Both(layer, "Stride", _height.Stride, _width.Stride, strideIsSize ? _height.Kernel : 1, strideIsSize ? _width.Kernel : 1);
        Pad(layer, _height, _width);
        Both(layer, "Dilation", _height.Dilation, _width.Dilation, 1, 1);
        return layer;
    }

    /// <summary>Writes padding into a layer.</summary>
    public static void Pad(Layer layer, WindowArgument height, WindowArgument width)
    {
        if (height.Before == height.After && width.Before == width.After)
        {
            Both(layer, "Padding", height.Before, width.Before, 0, 0);
            return;
        }

        foreach ((string side, int size) in new[] { ("Top", height.Before), ("Bottom", height.After), ("Left", width.Before), ("Right", width.After) })
        {
            if (size > 0)
            {
                layer.With("Padding" + side, size);
            }
        }
    }

    /// <summary>Writes a property of both axes, or of each.</summary>
    public static void Both(Layer layer, string property, int height, int width, int heightDefault, int widthDefault)
    {
        if (height == heightDefault && width == widthDefault)
        {
            return;
        }

        if (height == width)
        {
            layer.With(property, height);
            return;
        }

        layer.With(property + "Height", height);
        layer.With(property + "Width", width);
    }
}

/// <summary>One axis of it.</summary>
internal sealed record WindowArgument(int Size, int Kernel, int Stride, int Dilation, int Before, int After)
{
    public static WindowArgument One { get; } = new(1, 1, 1, 1, 0, 0);

    /// <summary>Whether a last window that ends outside of the padded input counts as well.</summary>
    public bool RoundsUp { get; init; }

    public int OutputSize
    {
        get
        {
            long padded = (long)Size + Before + After - Extent;
            if (padded < 0)
            {
                throw new NotExpressibleException($"a window of {Extent} does not fit the {Size} + {Before} + {After} of the image");
            }

            long outputs = ((padded + (RoundsUp ? Stride - 1 : 0)) / Stride) + 1;

            // A last window that would start in the padding behind the image does not count.
            return (int)Math.Min(int.MaxValue, RoundsUp && (outputs - 1) * Stride >= (long)Size + Before ? outputs - 1 : outputs);
        }
    }

    private long Extent => ((long)(Kernel - 1) * Dilation) + 1;

    /// <summary>⌈n/s⌉ outputs; the odd row of padding stands below, or above if <paramref name="isLower"/>.</summary>
    public WindowArgument Same(bool isLower)
    {
        int outputs = (int)(((long)Size + Stride - 1) / Stride);
        int padding = (int)Math.Clamp(((long)(outputs - 1) * Stride) + Extent - Size, 0, int.MaxValue);
        return isLower ? this with { Before = (padding + 1) / 2, After = padding / 2 } : this with { Before = padding / 2, After = (padding + 1) / 2 };
    }
}
