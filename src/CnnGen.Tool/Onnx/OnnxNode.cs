using CnnGen.Tool.Onnx.Proto;

namespace CnnGen.Tool.Onnx;

/// <summary>An operator applied to named values.</summary>
internal sealed class OnnxNode
{
    private readonly Dictionary<string, AttributeProto> _attributes = [];

    public OnnxNode(NodeProto proto, long operatorSet)
        : this(proto.OpType, proto.Name, proto.Input, proto.Output, operatorSet)
    {
        Domain = proto.Domain;
        foreach (AttributeProto attribute in proto.Attribute)
        {
            _attributes[attribute.Name] = attribute;
        }
    }

    /// <summary>A node that the importer makes of others.</summary>
    public OnnxNode(string type, string name, IEnumerable<string> inputs, IEnumerable<string> outputs, long operatorSet)
    {
        Type = type;
        Name = name;
        Inputs = [.. inputs];
        Outputs = [.. outputs];
        OperatorSet = operatorSet;
    }

    public string Type { get; }

    public string Name { get; }

    /// <summary>Empty for ONNX's own operators.</summary>
    public string Domain { get; } = "";

    /// <summary>Names of values; empty where an optional one is left out.</summary>
    public string[] Inputs { get; }

    public string[] Outputs { get; }

    /// <summary>The version of the operators.</summary>
    public long OperatorSet { get; }

    public bool HasInput(int index) => index < Inputs.Length && Inputs[index].Length > 0;

    public bool Has(string name) => _attributes.ContainsKey(name);

    /// <summary>The attributes, of a node that was read or made.</summary>
    public IReadOnlyDictionary<string, AttributeProto> Attributes => _attributes;

    public int Integer(string name, int otherwise) => _attributes.TryGetValue(name, out AttributeProto? attribute)
        ? (int)Math.Clamp(attribute.I, int.MinValue, int.MaxValue)
        : otherwise;

    public float Real(string name, float otherwise) => _attributes.TryGetValue(name, out AttributeProto? attribute) ? attribute.F : otherwise;

    public string Text(string name, string otherwise) => _attributes.TryGetValue(name, out AttributeProto? attribute) ? attribute.S.ToStringUtf8() : otherwise;

    public int[]? Integers(string name) => _attributes.TryGetValue(name, out AttributeProto? attribute)
        ? [.. attribute.Ints.Select(value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))]
        : null;

    public float[]? Reals(string name) => _attributes.TryGetValue(name, out AttributeProto? attribute) ? [.. attribute.Floats] : null;

    public TensorProto? Tensor(string name) => _attributes.GetValueOrDefault(name)?.T;

    /// <summary>An axis, counted from the end if negative.</summary>
    public int Axis(int otherwise, int rank) => Normalise(Integer("axis", otherwise), rank);

    /// <summary>An axis of an array, counted from the end if negative.</summary>
    public int Normalise(long axis, int rank)
    {
        long from = axis < 0 ? axis + rank : axis;
        return from >= 0 && from <= rank ? (int)from : throw new OnnxFileException($"{this}: the axis {axis} is not one of {rank}.");
    }

    /// <summary>Sets an attribute of a node that the importer makes.</summary>
    public OnnxNode With(string name, float value)
    {
        _attributes[name] = new AttributeProto { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };
        return this;
    }

    /// <summary>Sets an attribute of a node that the importer makes.</summary>
    public OnnxNode With(string name, long value)
    {
        _attributes[name] = new AttributeProto { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };
        return this;
    }

    /// <summary>Sets an attribute of a node that the importer makes.</summary>
    public OnnxNode With(string name, IEnumerable<long> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        _attributes[name] = attribute;
        return this;
    }

    /// <summary>How messages name it.</summary>
    public override string ToString() => Name.Length > 0
        ? $"{TensorReader.Clean(Type)} {TensorReader.Clean(Name)}"
        : $"{TensorReader.Clean(Type)} of {TensorReader.Clean(Outputs.FirstOrDefault() ?? "nothing")}";
}
