namespace CnnGen.Generator.Operators.Reading;

/// <summary>The list of what a network gives: names or labels of layers, in the order of the arguments of <c>Forward</c>.</summary>
internal static class OutputLayer
{
    public static readonly LayerDefinition Definition = new("Output", "output", static _ => null) { TakesOperands = true, IsOutput = true };
}
