using CnnGen.Onnx.Tests.Translation;

namespace CnnGen.Onnx.Tests.Operators;

/// <summary>The window of a node, as arguments of a layer. Strides are 1 unless given, also for pooling.</summary>
internal sealed class OnnxWindow
{
    private readonly List<OnnxWindowAxis> _axes = [];

    private OnnxWindow()
    {
    }

    public IEnumerable<int> OutputSizes => _axes.Select(axis => axis.OutputSize);

    /// <summary>Height and width.</summary>
    public IEnumerable<string> Sizes => [Translator.Number(_axes.Count == 1 ? 1 : _axes[0].Kernel), Translator.Number(_axes[^1].Kernel)];

    public IEnumerable<string> Steps => Both("Stride", axis => axis.Stride, withOnes: true);

    public IEnumerable<string> Dilations => Both("Dilation", axis => axis.Dilation, withOnes: false);

    public IEnumerable<string> Paddings => Sides().Where(side => side.Size > 0).Select(side => $"{side.Name} = {Translator.Number(side.Size)}");

    public bool RoundsUp => _axes.Exists(axis => axis.RoundsUp);

    public static OnnxWindow Read(OnnxNode node, int[] shape, int[] kernel)
    {
        OnnxWindow window = new();
        int rank = kernel.Length;
        int[] pads = node.Integers("pads") ?? new int[2 * rank];
        string autoPad = node.Text("auto_pad", "NOTSET");
        for (int axis = 0; axis < rank; axis++)
        {
            int stride = node.Integers("strides")?[axis] ?? 1;
            int dilation = node.Integers("dilations")?[axis] ?? 1;
            OnnxWindowAxis read = new(shape[axis + 2], kernel[axis], stride, dilation, pads[axis], pads[axis + rank]);
            window._axes.Add(autoPad switch
            {
                "SAME_UPPER" => read.Same(isLower: false),
                "SAME_LOWER" => read.Same(isLower: true),
                _ => read with { RoundsUp = node.Integer("ceil_mode", 0) == 1 },
            });
        }

        return window;
    }

    private IEnumerable<string> Both(string property, Func<OnnxWindowAxis, int> value, bool withOnes)
    {
        int height = _axes.Count == 1 ? 1 : value(_axes[0]);
        int width = value(_axes[^1]);
        return height == 1 && width == 1 && !withOnes
            ? []
            : [$"{property}Height = {Translator.Number(height)}", $"{property}Width = {Translator.Number(width)}"];
    }

    private IEnumerable<(string Name, int Size)> Sides()
    {
        if (_axes.Count > 1)
        {
            yield return ("PaddingTop", _axes[0].Before);
            yield return ("PaddingBottom", _axes[0].After);
        }

        yield return ("PaddingLeft", _axes[^1].Before);
        yield return ("PaddingRight", _axes[^1].After);
    }
}

/// <summary>One axis of it.</summary>
internal sealed record OnnxWindowAxis(int Size, int Kernel, int Stride, int Dilation, int Before, int After)
{
    /// <summary>Whether a last window that ends outside of the padded input counts as well.</summary>
    public bool RoundsUp { get; init; }

    private int Extent => ((Kernel - 1) * Dilation) + 1;

    public int OutputSize => ((Size + Before + After - Extent + (RoundsUp ? Stride - 1 : 0)) / Stride) + 1;

    /// <summary>⌈n/s⌉ outputs; the odd row of padding stands below, or above if <paramref name="isLower"/>.</summary>
    public OnnxWindowAxis Same(bool isLower)
    {
        int outputs = (Size + Stride - 1) / Stride;
        int padding = Math.Max(0, ((outputs - 1) * Stride) + Extent - Size);
        return isLower ? this with { Before = (padding + 1) / 2, After = padding / 2 } : this with { Before = padding / 2, After = (padding + 1) / 2 };
    }
}
