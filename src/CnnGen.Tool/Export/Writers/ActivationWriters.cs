using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Tool.Export.Writers;

/// <summary>Functions of each value by itself.</summary>
internal static class ActivationWriters
{
    private const int HardSwishVersion = 14;
    private const int MishVersion = 18;
    private const int GeluVersion = 20;

    public static readonly LayerWriter Relu = LayerWriter.Of<Relu>((layer, _) => layer.Same("Relu"));

    public static readonly LayerWriter LeakyRelu =
        LayerWriter.Of<LeakyRelu>((layer, relu) => layer.Same("LeakyRelu", ModelWriter.Attribute("alpha", relu.Slope)));

    public static readonly LayerWriter PRelu = LayerWriter.Of<PRelu>((layer, _) => layer.Input with
    {
        Name = layer.Node(
            "PRelu",
            [layer.Input.Name, .. layer.Parameters(layer.Input.IsFlat ? [layer.Layer.Shape.Channels] : [layer.Layer.Shape.Channels, 1, 1])]),
    });

    public static readonly LayerWriter Elu = LayerWriter.Of<Elu>((layer, elu) => layer.Same("Elu", ModelWriter.Attribute("alpha", elu.Alpha)));

    public static readonly LayerWriter Selu = LayerWriter.Of<Selu>((layer, _) => layer.Same("Selu"));

    public static readonly LayerWriter Softplus = LayerWriter.Of<Softplus>((layer, _) => layer.Same("Softplus"));

    public static readonly LayerWriter Mish = LayerWriter.Of<Mish>((layer, _) => layer.Model.OperatorSet >= MishVersion
        ? layer.Same("Mish")
        : layer.Input with { Name = layer.Node("Mul", [layer.Input.Name, layer.Node("Tanh", [layer.Node("Softplus", [layer.Input.Name])])]) });

    public static readonly LayerWriter Sigmoid = LayerWriter.Of<Sigmoid>((layer, _) => layer.Same("Sigmoid"));

    public static readonly LayerWriter Tanh = LayerWriter.Of<Tanh>((layer, _) => layer.Same("Tanh"));

    public static readonly LayerWriter HardSigmoid = LayerWriter.Of<HardSigmoid>((layer, sigmoid) =>
        layer.Same("HardSigmoid", ModelWriter.Attribute("alpha", sigmoid.Alpha), ModelWriter.Attribute("beta", sigmoid.Beta)));

    public static readonly LayerWriter HardSwish = LayerWriter.Of<HardSwish>((layer, _) =>
    {
        if (layer.Model.OperatorSet >= HardSwishVersion)
        {
            return layer.Same("HardSwish");
        }

        string gate = layer.Node("HardSigmoid", [layer.Input.Name], ModelWriter.Attribute("alpha", 1f / 6f), ModelWriter.Attribute("beta", 0.5f));
        return layer.Input with { Name = layer.Node("Mul", [layer.Input.Name, gate]) };
    });

    public static readonly LayerWriter Silu =
        LayerWriter.Of<Silu>((layer, _) => layer.Input with { Name = layer.Node("Mul", [layer.Input.Name, layer.Node("Sigmoid", [layer.Input.Name])]) });

    public static readonly LayerWriter Gelu = LayerWriter.Of<Gelu>((layer, gelu) =>
    {
        if (layer.Model.OperatorSet >= GeluVersion)
        {
            return layer.Same("Gelu", ModelWriter.Attribute("approximate", gelu.IsApproximate ? "tanh" : "none"));
        }

        string x = layer.Input.Name;
        string Number(string name, float value) => layer.Model.Real($"{layer.Layer.Name}_{name}", value);
        string argument = gelu.IsApproximate
            ? layer.Node(
                "Mul",
                [
                    layer.Node("Add", [x, layer.Node("Mul", [layer.Node("Mul", [layer.Node("Mul", [x, x]), x]), Number("cubic", 0.044715f)])]),
                    Number("factor", MathF.Sqrt(2f / MathF.PI))
                ])
            : layer.Node("Div", [x, Number("root", MathF.Sqrt(2f))]);
        string sum = layer.Node("Add", [layer.Node(gelu.IsApproximate ? "Tanh" : "Erf", [argument]), Number("one", 1f)]);
        return layer.Input with { Name = layer.Node("Mul", [layer.Node("Mul", [x, sum]), Number("half", 0.5f)]) };
    });

    public static readonly LayerWriter Clip = LayerWriter.Of<Clip>((layer, clip) =>
    {
        string Bound(string name, float value) => float.IsInfinity(value) ? "" : layer.Model.Real($"{layer.Layer.Name}_{name}", value);
        string[] bounds = [Bound("min", clip.Min), Bound("max", clip.Max)];
        return layer.Input with { Name = layer.Node("Clip", [layer.Input.Name, .. bounds[1].Length == 0 ? bounds[..1] : bounds]) };
    });
}
