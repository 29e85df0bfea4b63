using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The same values in another shape, counted in one order.</summary>
/// <param name="Output">The other shape.</param>
/// <param name="ChannelsFirst">Whether values are counted channel by channel; else pixel by pixel.</param>
internal sealed record Reshape(TensorShape Output, bool ChannelsFirst) : Rearrangement
{
    public static readonly LayerDefinition Definition = new("Reshape", "reshape", Read);

    private const int Rest = -1;

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => Output;

    public override string Describe() => $"Reshape, channels {(ChannelsFirst ? "first" : "last")}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) => $"{Product(inputs[0])} = {Product(Output)}";

    /// <summary>Both shapes cut into the same factors, where there are such.</summary>
    public override MovedBox? Box(TensorShape input) =>
        Factors(input, ChannelsFirst ? [Axis.Channels, Axis.Rows, Axis.Columns] : [Axis.Rows, Axis.Columns, Axis.Channels]) is { } axes
            ? new MovedBox(default, default, axes.ToEquatableArray())
            : null;

    public override (Rearrangement ToVector, Rearrangement FromVector) Halves(TensorShape input) =>
        (this with { Output = TensorShape.Vector(input.Length) }, this);

    private List<MovedAxis>? Factors(TensorShape input, Axis[] order)
    {
        List<MovedAxis> axes = [];
        (int from, int to) = (2, 2);
        (int fromStep, int toStep) = (1, 1);
        (int fromLeft, int toLeft) = (input.Along(order[2]), Output.Along(order[2]));
        while (true)
        {
            while (fromLeft == 1 && from > 0)
            {
                (fromLeft, fromStep) = (input.Along(order[--from]), 1);
            }

            while (toLeft == 1 && to > 0)
            {
                (toLeft, toStep) = (Output.Along(order[--to]), 1);
            }

            if (fromLeft == 1 && toLeft == 1)
            {
                axes.Reverse();
                return axes;
            }

            int extent = Math.Min(fromLeft, toLeft);
            if (fromLeft % extent != 0 || toLeft % extent != 0)
            {
                return null;
            }

            axes.Add(new MovedAxis(extent, Offset.Along(order[from], fromStep), Offset.Along(order[to], toStep)));
            (fromLeft, toLeft) = (fromLeft / extent, toLeft / extent);
            (fromStep, toStep) = (fromStep * extent, toStep * extent);
        }
    }

    private static string Product(TensorShape shape) => $"{Numerals.Plain(shape.Height)}·{Numerals.Plain(shape.Width)}·{Numerals.Plain(shape.Channels)}";

    private static Operator? Read(LayerReader layer)
    {
        string[] names = ["height", "width", "channels"];
        int[] sizes = Array.ConvertAll(names, name => layer.Integer(name) == Rest ? Rest : layer.Size(name, name));
        bool channelsFirst = (layer.Integer("Order") ?? 0) == 0;
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        long known = SizeLimits.Product(sizes[0] == Rest ? 1 : sizes[0], sizes[1] == Rest ? 1 : sizes[1], sizes[2] == Rest ? 1 : sizes[2]);
        int rest = Array.IndexOf(sizes, Rest);
        bool fits = rest < 0 ? known == input.Length : Array.LastIndexOf(sizes, Rest) == rest && input.Length % known == 0;
        if (!fits)
        {
            string wanted = string.Join("·", sizes.Select(size => Numerals.Plain(size)));
            string repair = rest < 0 && input.Length % Math.Max(1, known / sizes[2]) == 0
                ? $"{Numerals.Count(input.Length / Math.Max(1, known / sizes[2]), "channel")} would fit"
                : "one size may be −1, which is what the others leave";
            layer.Error(
                DiagnosticIds.ReshapeDiffers,
                rest < 0 ? "channels" : names[rest],
                layer.Name,
                input.ToString(),
                Numerals.Grouped(input.Length),
                wanted,
                rest < 0 ? Numerals.Grouped(known) : "no whole number",
                repair);
            return null;
        }

        if (rest >= 0)
        {
            sizes[rest] = (int)(input.Length / known);
        }

        return new Reshape(new TensorShape(sizes[0], sizes[1], sizes[2]), channelsFirst);
    }
}
