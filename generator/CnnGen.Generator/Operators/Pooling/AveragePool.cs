using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The mean of each window.</summary>
internal sealed record AveragePool(WindowAxis Vertical, WindowAxis Horizontal, bool CountPadding) : WindowPool(Vertical, Horizontal)
{
    public static readonly LayerDefinition Definition = new("AveragePool", "pool", Read);

    public override string Operation => "mean";

    public override string Describe() => $"AveragePool {WindowText.Describe(Vertical, Horizontal)}{(CountPadding ? ", padding counts" : "")}";

    private static Operator? Read(LayerReader layer)
    {
        bool countPadding = layer.Flag("CountPadding", otherwise: false);
        return ReadWindow(layer) is var (vertical, horizontal) && !layer.IsWrong ? new AveragePool(vertical, horizontal, countPadding) : null;
    }

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new AveragePoolGradient(this), dOutput);
}
