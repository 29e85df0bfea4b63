using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>
/// A network as a directed acyclic graph. Nodes stand after the nodes they read; node 0 is the input.
/// The loss, if there is one, is the last node and reads <see cref="Output"/> or <see cref="Logits"/>.
/// </summary>
/// <param name="Nodes">The values, in an order in which they can be computed.</param>
/// <param name="Output">The node whose value <c>Forward</c> gives.</param>
/// <param name="Logits">The node whose value <c>Logits</c> gives: before the softmax, else the same as <see cref="Output"/>.</param>
/// <param name="Loss">The loss node, or −1.</param>
internal sealed record NetworkGraph(EquatableArray<Node> Nodes, int Output, int Logits, int Loss)
{
    public bool IsTrainable => Loss >= 0;

    public Node Input => Nodes[0];

    /// <summary>Trainable parameters.</summary>
    public long ParameterCount => Nodes.Sum(node => node.ParameterCount);

    /// <summary>Multiply-adds of convolution and dense layers, an image.</summary>
    public long MultiplyAdds => Nodes.Sum(node => node.Operator.MultiplyAdds(InputShapes(node)));

    public EquatableArray<TensorShape> InputShapes(Node node) => node.Inputs.Select(input => Nodes[input].Shape).ToEquatableArray();
}
