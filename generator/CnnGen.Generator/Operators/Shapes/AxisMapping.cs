using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>How the rows (or columns) of an output are made of those of an input: each is a weighted sum of a few.</summary>
/// <param name="N">Rows or columns of the input.</param>
/// <param name="OutputSize">Rows or columns of the output.</param>
internal abstract record AxisMap(int N, int OutputSize)
{
    /// <summary>What an output is made of, at least one of the input.</summary>
    public abstract IReadOnlyList<AxisTap> Taps(int output);
}

/// <summary>An operator that is a map of the rows and one of the columns, the same for all channels.</summary>
internal abstract record AxisMapping(AxisMap Vertical, AxisMap Horizontal) : Operator
{
    public override TensorShape OutputShape(EquatableArray<TensorShape> inputs) => new(Vertical.OutputSize, Horizontal.OutputSize, inputs[0].Channels);

    public override void Differentiate(GradientBuilder gradients, int node, int dOutput) =>
        gradients.SendToInput(node, new AxisMappingGradient(this), dOutput);
}

/// <summary>The gradient of an <see cref="AxisMapping"/>: each output gives to the pixels that it was made of.</summary>
internal sealed record AxisMappingGradient(AxisMapping Mapping) : Operator
{
    public override string Describe() => $"gradient of {Mapping.Describe()}";
}
