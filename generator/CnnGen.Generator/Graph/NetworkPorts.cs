using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Graph;

/// <summary>What goes into a network and comes out, by name: what its members depend on.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Outputs">The outputs.</param>
/// <param name="Losses">The losses; none for a network that is not trained.</param>
internal sealed record NetworkPorts(EquatableArray<NetworkPort> Inputs, EquatableArray<NetworkPort> Outputs, EquatableArray<Loss> Losses)
{
    /// <summary>Those of a graph.</summary>
    public static NetworkPorts Of(NetworkGraph graph) => new(
        graph.Inputs.Select(input => new NetworkPort(input.Name, input.Shape)).ToEquatableArray(),
        graph.Outputs.Select(output => new NetworkPort(output.Name, graph.Nodes[output.Value].Shape)).ToEquatableArray(),
        graph.Losses.Select(loss => (Loss)graph.Nodes[loss].Operator).ToEquatableArray());

    /// <summary>Whether a span holds more than one value: then each may have a span of its own.</summary>
    public bool AreSeveral => Inputs.Count + Outputs.Count > 2;
}

/// <summary>One value that goes in or comes out.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape, an image; null where a layer is wrong.</param>
internal sealed record NetworkPort(string Name, TensorShape? Shape);
