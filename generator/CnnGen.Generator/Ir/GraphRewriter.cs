using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>Builds a graph from another one, node by node: keeps, replaces, merges into the producer or drops.</summary>
internal sealed class GraphRewriter
{
    private readonly NetworkGraph _from;
    private readonly List<Node> _nodes = [];
    private readonly int[] _map;
    private readonly int[] _readers;

    public GraphRewriter(NetworkGraph from)
    {
        _from = from;
        _map = new int[from.Nodes.Count];
        _readers = new int[from.Nodes.Count];
        foreach (Node node in from.Nodes)
        {
            foreach (int input in node.Inputs)
            {
                _readers[input]++;
            }
        }
    }

    /// <summary>Applies a rule to each node in order; a rule that returns false keeps the node.</summary>
    public NetworkGraph Run(Func<GraphRewriter, int, bool> rule)
    {
        for (int i = 0; i < _from.Nodes.Count; i++)
        {
            if (!rule(this, i))
            {
                Keep(i, _from.Nodes[i].Operator);
            }
        }

        return new NetworkGraph(
            _nodes.ToEquatableArray(),
            _from.Outputs.Select(output => output with { Value = _map[output.Value], Logits = _map[output.Logits] }).ToEquatableArray(),
            _from.Losses.Select(loss => _map[loss]).ToEquatableArray());
    }

    /// <summary>A node of the old graph.</summary>
    public Node Old(int index) => _from.Nodes[index];

    /// <summary>The new node that gives the value of an old one.</summary>
    public Node New(int oldIndex) => _nodes[_map[oldIndex]];

    /// <summary>Whether nobody but one node reads a value, and it is not a result of the network.</summary>
    public bool IsInternal(int index) => _readers[index] == 1 && !_from.IsResult(index);

    /// <summary>Keeps a node with another operator, reading the same values.</summary>
    public void Keep(int index, Operator operation) => Keep(index, operation, _from.Nodes[index].Inputs);

    /// <summary>Keeps a node with another operator, reading other values of the old graph.</summary>
    public void Keep(int index, Operator operation, EquatableArray<int> oldInputs)
    {
        int[] inputs = new int[oldInputs.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = _map[oldInputs[i]];
        }

        _nodes.Add(_from.Nodes[index] with { Operator = operation, Inputs = new EquatableArray<int>(inputs) });
        _map[index] = _nodes.Count - 1;
    }

    /// <summary>Keeps a node with another operator and one more input: a new node, which reads what the old one reads.</summary>
    public void KeepBehind(int index, Operator operation, Node before)
    {
        EquatableArray<int> inputs = before.Inputs.Select(input => _map[input]).ToEquatableArray();
        _nodes.Add(before with { Inputs = inputs });
        _nodes.Add(_from.Nodes[index] with { Operator = operation, Inputs = [.. inputs, _nodes.Count - 1] });
        _map[index] = _nodes.Count - 1;
    }

    /// <summary>Keeps a node with another operator that reads a new node alone, which reads what the old one reads.</summary>
    public void KeepOver(int index, Operator operation, Node before)
    {
        _nodes.Add(before with { Inputs = before.Inputs.Select(input => _map[input]).ToEquatableArray() });
        _nodes.Add(_from.Nodes[index] with { Operator = operation, Inputs = [_nodes.Count - 1] });
        _map[index] = _nodes.Count - 1;
    }

    /// <summary>Where the value of an old node stands in the new graph.</summary>
    public int NewIndex(int oldIndex) => _map[oldIndex];

    /// <summary>Lets the producer compute this node too.</summary>
    public void MergeIntoProducer(int index, Operator operation) => MergeIntoProducer(index, operation, static merged => merged);

    /// <summary>Lets the producer compute this node too, and changes what else is known of it.</summary>
    public void MergeIntoProducer(int index, Operator operation, Func<Node, Node> change)
    {
        int producer = _map[_from.Nodes[index].Inputs[0]];
        _nodes[producer] = change(_nodes[producer] with { Operator = operation, Shape = _from.Nodes[index].Shape });
        _map[index] = producer;
    }

    /// <summary>Lets the producer of one operand compute this node too, reading a further value, which stands before it.</summary>
    public void MergeIntoProducer(int index, int operand, Operator operation, int furtherOldInput)
    {
        int producer = _map[operand];
        EquatableArray<int> inputs = [.. _nodes[producer].Inputs, _map[furtherOldInput]];
        _nodes[producer] = _nodes[producer] with { Operator = operation, Shape = _from.Nodes[index].Shape, Inputs = inputs };
        _map[index] = producer;
    }

    /// <summary>Drops a node; its readers read its input.</summary>
    public void Drop(int index) => Replace(index, _from.Nodes[index].Inputs[0]);

    /// <summary>Drops a node; its readers read another one.</summary>
    public void Replace(int index, int byOldIndex) => _map[index] = _map[byOldIndex];
}
