using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Graph;

/// <summary>What building a graph gives.</summary>
/// <param name="Spec">What it was built from.</param>
/// <param name="Graph">The graph, or null where a layer is wrong.</param>
/// <param name="Problems">Errors and advice, in the order of the layers.</param>
/// <param name="Outline">What is known in any case.</param>
internal sealed record GraphResult(NetworkSpec Spec, NetworkGraph? Graph, EquatableArray<Problem> Problems, NetworkOutline Outline);

/// <summary>What is known of a network even if some layers are wrong: enough to declare its members.</summary>
/// <param name="Input">Shape of an image, of the first of several.</param>
/// <param name="Output">Shape of the output, of the first of several.</param>
/// <param name="Ports">Names of what goes in and comes out, and the losses.</param>
internal sealed record NetworkOutline(TensorShape? Input, TensorShape? Output, NetworkPorts Ports)
{
    /// <summary>The first loss, if one is declared.</summary>
    public Loss? Loss => Ports.Losses.Count > 0 ? Ports.Losses[0] : null;
}
