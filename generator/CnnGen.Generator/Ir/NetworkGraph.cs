using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>
/// A network as a directed acyclic graph. Nodes stand after the nodes they read; the inputs are the first ones.
/// The losses, if there are any, are the last nodes. One that reads no output is that of an auxiliary head, which inference does without.
/// </summary>
/// <param name="Nodes">The values, in an order in which they can be computed.</param>
/// <param name="Outputs">What <c>Forward</c> gives; at least one.</param>
/// <param name="Losses">The loss nodes, in the order in which they were declared.</param>
internal sealed record NetworkGraph(EquatableArray<Node> Nodes, EquatableArray<NetworkOutput> Outputs, EquatableArray<int> Losses)
{
    /// <summary>A graph with one output, and one loss or none.</summary>
    /// <param name="nodes">The values, in an order in which they can be computed.</param>
    /// <param name="output">The node whose value <c>Forward</c> gives.</param>
    /// <param name="logits">The node whose value <c>Logits</c> gives: before the softmax, else the same as <paramref name="output"/>.</param>
    /// <param name="loss">The loss node, or −1.</param>
    public NetworkGraph(EquatableArray<Node> nodes, int output, int logits, int loss)
        : this(nodes, [new NetworkOutput(NetworkOutput.OnlyName, output, logits)], loss < 0 ? [] : [loss])
    {
    }

    public bool IsTrainable => Losses.Count > 0;

    /// <summary>The first output, the only one of most networks.</summary>
    public int Output => Outputs[0].Value;

    /// <summary>The first output before its softmax.</summary>
    public int Logits => Outputs[0].Logits;

    /// <summary>The first loss, or −1.</summary>
    public int Loss => Losses.Count > 0 ? Losses[0] : -1;

    /// <summary>The first input, the only one of most networks.</summary>
    public Node Input => Nodes[0];

    /// <summary>The inputs, in the order in which they were declared.</summary>
    public IEnumerable<Node> Inputs => Nodes.TakeWhile(node => node.Operator is InputOperator);

    /// <summary>Values of all inputs of one image, side by side.</summary>
    public int InputLength => Inputs.Sum(input => input.Shape.Length);

    /// <summary>Values of all outputs of one image, side by side.</summary>
    public int OutputLength => Outputs.Sum(output => Nodes[output.Value].Shape.Length);

    /// <summary>Trainable parameters. A tensor that several layers use counts once.</summary>
    public long ParameterCount
    {
        get
        {
            HashSet<string> counted = [];
            return Nodes
                .SelectMany(node => node.Parameters)
                .Where(parameter => parameter.IsTrainable && counted.Add(parameter.Name))
                .Sum(parameter => (long)parameter.Length);
        }
    }

    /// <summary>Multiply-adds of convolution and dense layers, an image, in inference: without auxiliary heads.</summary>
    public long MultiplyAdds
    {
        get
        {
            bool[] needed = Needed(Outputs.SelectMany(output => new[] { output.Value, output.Logits }));
            return Nodes.Where((_, index) => needed[index]).Sum(node => node.Operator.MultiplyAdds(InputShapes(node)));
        }
    }

    /// <summary>Where an input begins among the values of an image.</summary>
    public int InputOffset(int node) => Nodes.Take(node).Sum(input => input.Shape.Length);

    /// <summary>Whether a value is given to the caller of <c>Forward</c> or <c>Logits</c>.</summary>
    public bool IsResult(int node) => Outputs.Any(output => output.Value == node || output.Logits == node);

    /// <summary>Whether a node is one of the losses.</summary>
    public bool IsLoss(int node) => Losses.Contains(node);

    /// <summary>For each node whether one of the results is computed from it.</summary>
    public bool[] Needed(IEnumerable<int> results)
    {
        bool[] needed = new bool[Nodes.Count];
        foreach (int result in results)
        {
            needed[result] = true;
        }

        for (int i = needed.Length - 1; i >= 0; i--)
        {
            foreach (int input in Nodes[i].Inputs)
            {
                needed[input] |= needed[i];
            }
        }

        return needed;
    }

    /// <summary>For each node the one that computes its value for the first time: itself, but for what the backward pass computes once more.</summary>
    public int[] Originals()
    {
        Dictionary<string, int> places = [];
        for (int i = 0; i < Nodes.Count; i++)
        {
            places[Nodes[i].Name] = i;
        }

        return [.. Nodes.Select((node, i) => node.Recomputes is { } first ? places[first] : i)];
    }

    public EquatableArray<TensorShape> InputShapes(Node node) => node.Inputs.Select(input => Nodes[input].Shape).ToEquatableArray();
}

/// <summary>One of the values that a network gives.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Value">The node whose value <c>Forward</c> gives.</param>
/// <param name="Logits">The node whose value <c>Logits</c> gives: before the softmax or sigmoid at the end, else the same.</param>
internal sealed record NetworkOutput(string Name, int Value, int Logits)
{
    /// <summary>The name of an only output.</summary>
    public const string OnlyName = "output";
}
