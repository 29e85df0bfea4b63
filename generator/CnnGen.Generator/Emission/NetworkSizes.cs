using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Emission;

/// <summary>The numbers of a network that its class has as constants.</summary>
/// <param name="Input">Shape of an image.</param>
/// <param name="OutputLength">Values of all outputs.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds of an image.</param>
/// <param name="ArenaBytes">Planned memory of one inference.</param>
internal readonly record struct NetworkSizes(TensorShape Input, int OutputLength, long Parameters, long MultiplyAdds, int ArenaBytes)
{
    /// <summary>The shape of an image; several inputs, whose shapes may differ, are one vector side by side.</summary>
    public static TensorShape InputOf(NetworkPorts ports) =>
        ports.Inputs.Count == 1 ? ports.Inputs[0].Shape ?? default : TensorShape.Vector(ports.Inputs.Sum(port => port.Shape?.Length ?? 0));
}
