using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>Zeros around the image, and channels of zeros beside its own.</summary>
internal sealed record ZeroPad(int Top, int Bottom, int Left, int Right, int ChannelsBefore, int ChannelsAfter) : Operator
{
    public static readonly LayerDefinition Definition = new("ZeroPad", "pad", Read);

    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) =>
        new(Top + inputs[0].Height + Bottom, Left + inputs[0].Width + Right, ChannelsBefore + inputs[0].Channels + ChannelsAfter);

    /// <summary>What stands in the border.</summary>
    public float Value { get; init; }

    private bool PadsChannels => ChannelsBefore + ChannelsAfter > 0;

    public override string Describe() =>
        (Top == Bottom && Bottom == Left && Left == Right
            ? $"ZeroPad {Numerals.Plain(Top)}"
            : FormattableString.Invariant($"ZeroPad {Top}, {Bottom}, {Left}, {Right}"))
        + (PadsChannels ? FormattableString.Invariant($", channels {ChannelsBefore} and {ChannelsAfter}") : "")
        + (Value == 0 ? "" : $", {Numerals.Plain(Value)} around");

    public override string Arithmetic(EquatableArray<TensorShape> inputs) =>
        FormattableString.Invariant($"{Top} + {inputs[0].Height} + {Bottom} = {OutputShape(inputs).Height}")
        + (Top == Left && Bottom == Right && inputs[0].Height == inputs[0].Width
            ? ""
            : FormattableString.Invariant($", {Left} + {inputs[0].Width} + {Right} = {OutputShape(inputs).Width}"))
        + (PadsChannels ? FormattableString.Invariant($", {ChannelsBefore} + {inputs[0].Channels} + {ChannelsAfter} = {OutputShape(inputs).Channels}") : "");

    internal static Operator? Read(LayerReader layer)
    {
        bool isSquare = layer.Has("size");
        ZeroPad pad = new(
            Side(layer, isSquare ? "size" : "top"),
            Side(layer, isSquare ? "size" : "bottom"),
            Side(layer, isSquare ? "size" : "left"),
            Side(layer, isSquare ? "size" : "right"),
            Side(layer, "ChannelsBefore"),
            Side(layer, "ChannelsAfter"));
        if (layer.IsWrong || layer.Input is not { Shape: var input })
        {
            return null;
        }

        long values = SizeLimits.Product(
            (long)pad.Top + input.Height + pad.Bottom,
            (long)pad.Left + input.Width + pad.Right,
            (long)pad.ChannelsBefore + input.Channels + pad.ChannelsAfter);
        if (values > SizeLimits.Values)
        {
            layer.Error(DiagnosticIds.TooLarge, isSquare ? "size" : "top", layer.Name, $"{SizeLimits.Text(values)} values", SizeLimits.ValuesText);
        }

        return layer.IsWrong ? null : pad;
    }

    private static int Side(LayerReader layer, string argument)
    {
        int value = layer.Integer(argument) ?? 0;
        if (value < 0)
        {
            layer.Error(DiagnosticIds.NegativePadding, argument, layer.Name, Numerals.Plain(value), "");
            return 0;
        }

        return value == 0 ? 0 : layer.Size(argument, "padding");
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new ZeroPadGradient(Top, Left, ChannelsBefore), dOutput);
}
