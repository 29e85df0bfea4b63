using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>The nodes of a graph under construction, and what they add up to.</summary>
internal sealed class NodeList
{
    private readonly List<Node> _nodes = [];
    private long _values;
    private long _parameters;

    public int Count => _nodes.Count;

    public Node this[int index] => _nodes[index];

    /// <summary>Whether another node keeps the network within <see cref="SizeLimits"/>; otherwise what is too much, and for what.</summary>
    public bool HasRoomFor(TensorShape shape, EquatableArray<ParameterSpec> parameters, out string? excess, out string? limit)
    {
        long values = SizeLimits.Length(shape);
        long weights = 0;
        foreach (ParameterSpec parameter in parameters)
        {
            weights = Math.Max(weights, SizeLimits.Length(parameter));
        }

        (excess, limit) = (null, null);
        if (values > SizeLimits.Values - _values)
        {
            excess = $"{SizeLimits.Text(values)} values ({shape})";
            limit = SizeLimits.ValuesText;
        }
        else if (weights > SizeLimits.Parameters - _parameters)
        {
            excess = $"{SizeLimits.Text(weights)} weights";
            limit = SizeLimits.ParametersText;
        }

        return excess is null;
    }

    /// <summary>The <see cref="Node.Checkpoint"/> of nodes that are added from now on.</summary>
    public int Checkpoint { get; set; }

    public int Add(Node node)
    {
        _nodes.Add(node with { Name = DisplayName.Of(node.Name), Checkpoint = Checkpoint });
        _values += SizeLimits.Length(node.Shape);
        foreach (ParameterSpec parameter in node.Parameters)
        {
            _parameters += SizeLimits.Length(parameter);
        }

        return _nodes.Count - 1;
    }

    /// <summary>Adds an operator without parameters.</summary>
    public int Add(string name, Operator @operator, int[] inputs)
    {
        EquatableArray<TensorShape> shapes = inputs.Select(input => _nodes[input].Shape).ToEquatableArray();
        return Add(new Node(name, @operator, inputs.ToEquatableArray(), @operator.OutputShape(shapes), []));
    }

    public EquatableArray<Node> ToEquatableArray() => _nodes.ToEquatableArray();
}
