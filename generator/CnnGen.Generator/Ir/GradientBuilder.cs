using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>
/// Adds the backward pass to a graph: walks its nodes from the losses to the inputs and lets each operator send gradients to its inputs.
/// Before: a legal graph with a loss or several, whose gradients are added. After: the same nodes, followed by the nodes of the backward pass.
/// </summary>
internal sealed class GradientBuilder
{
    private readonly List<Node> _nodes;
    private readonly Dictionary<int, List<int>> _received = [];
    private readonly HashSet<string> _names = [];
    private readonly bool[] _wanted;
    private readonly Dictionary<int, RecordedValue> _recorded;
    private readonly Operator _sum;

    private GradientBuilder(NetworkGraph graph, Operator sum)
    {
        _sum = sum;
        _nodes = [.. graph.Nodes];
        _names.UnionWith(graph.Nodes.Select(node => node.Name));
        _recorded = graph.Nodes.Where(node => node.Operator is RecordedValue).ToDictionary(node => node.Inputs[0], node => (RecordedValue)node.Operator);
        _wanted = Wanted(graph, _recorded.Keys);
        foreach (int loss in graph.Losses)
        {
            _nodes[loss] = _nodes[loss] with { Shape = _nodes[_nodes[loss].Inputs[0]].Shape };
        }
    }

    /// <summary>The graph with its backward pass.</summary>
    /// <param name="graph">A legal graph with a loss.</param>
    /// <param name="sum">What adds the gradients of a value that several nodes read.</param>
    public static NetworkGraph Run(NetworkGraph graph, Operator sum)
    {
        GradientBuilder builder = new(graph, sum);
        for (int node = graph.Nodes.Count - 1; node >= 0; node--)
        {
            if (graph.IsLoss(node))
            {
                graph.Nodes[node].Operator.Differentiate(builder, node, -1);
            }
            else if (builder._wanted[node] && builder._received.ContainsKey(node))
            {
                builder.Differentiate(node);
            }
        }

        return graph with { Nodes = builder._nodes.ToEquatableArray() };
    }

    public Node this[int node] => _nodes[node];

    /// <summary>Whether its gradient is of use: something before the node can be trained, or its gradient is recorded.</summary>
    public bool Wants(int node) => _wanted[node];

    /// <summary>Whether a node's own tensors are trained.</summary>
    public bool Trains(int node) => _nodes[node].Parameters.Any(parameter => parameter.IsTrainable);

    /// <summary>Adds a node of the backward pass.</summary>
    public int Add(string name, Operator operation, TensorShape shape, params int[] inputs)
    {
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++)
        {
            unique = FormattableString.Invariant($"{name} {i}");
        }

        _nodes.Add(new Node(unique, operation, new EquatableArray<int>(inputs), shape, []));
        return _nodes.Count - 1;
    }

    /// <summary>Sends the gradient of a node's value to it; several are added.</summary>
    public void Send(int node, int gradient)
    {
        if (!_received.TryGetValue(node, out List<int>? gradients))
        {
            _received.Add(node, gradients = []);
        }

        gradients.Add(gradient);
    }

    /// <summary>Adds the node that computes the gradient of an operator's only input, if it is wanted, and sends it there.</summary>
    public void SendToInput(int node, Operator gradient, params int[] reads)
    {
        int input = _nodes[node].Inputs[0];
        if (Wants(input))
        {
            Send(input, Add(_nodes[node].Name + " backward", gradient, _nodes[input].Shape, reads));
        }
    }

    private void Differentiate(int node)
    {
        int gradient = Sum(node);
        if (_recorded.TryGetValue(node, out RecordedValue? record))
        {
            Add(_nodes[node].Name + " gradient record", new RecordedGradient(record.GradientOffset), TensorShape.Vector(0), gradient);
        }

        if (_nodes[node].Operator is not InputOperator)
        {
            _nodes[node].Operator.Differentiate(this, node, gradient);
        }
    }

    private int Sum(int node)
    {
        List<int> gradients = _received[node];
        return gradients.Count == 1 ? gradients[0] : Add(_nodes[node].Name + " gradient", _sum, _nodes[node].Shape, [.. gradients]);
    }

    private static bool[] Wanted(NetworkGraph graph, ICollection<int> recorded)
    {
        bool[] wanted = new bool[graph.Nodes.Count];
        for (int i = 0; i < wanted.Length; i++)
        {
            wanted[i] = recorded.Contains(i) || graph.Nodes[i].Parameters.Any(parameter => parameter.IsTrainable);
            foreach (int input in graph.Nodes[i].Inputs)
            {
                wanted[i] |= wanted[input];
            }
        }

        return wanted;
    }
}
