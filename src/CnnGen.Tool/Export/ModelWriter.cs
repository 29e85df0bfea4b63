using CnnGen.Tool.Onnx.Proto;
using Google.Protobuf;

namespace CnnGen.Tool.Export;

/// <summary>A graph of ONNX that grows node by node.</summary>
internal sealed class ModelWriter
{
    private const int Float = 1;
    private const int Integer64 = 7;

    // The version of the file format that came with operators of version 17; newer readers take it.
    private const int FormatVersion = 8;

    private readonly GraphProto _graph = new();
    private readonly HashSet<string> _names = [];

    public ModelWriter(string name, int operatorSet)
    {
        _graph.Name = name;
        OperatorSet = operatorSet;
    }

    public int OperatorSet { get; }

    /// <summary>Appends a node with one output; gives the output's name.</summary>
    public string Node(string type, string name, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes)
    {
        NodeProto node = new() { OpType = type, Name = Unique(name) };
        node.Input.Add(inputs);
        node.Output.Add(node.Name + ":0");
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        return node.Output[0];
    }

    /// <summary>Adds an array of real numbers; gives its name.</summary>
    public string Reals(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values)
    {
        TensorProto tensor = new() { Name = Unique(name), DataType = Float };
        tensor.Dims.Add(shape.Select(size => (long)size));
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds a number.</summary>
    public string Real(string name, float value) => Reals(name, [], [value]);

    /// <summary>Adds a vector of whole numbers.</summary>
    public string Integers(string name, params IReadOnlyList<long> values)
    {
        TensorProto tensor = new() { Name = Unique(name), DataType = Integer64 };
        tensor.Dims.Add(values.Count);
        byte[] bytes = new byte[values.Count * sizeof(long)];
        for (int i = 0; i < values.Count; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Declares an input of any number of images.</summary>
    public string Input(string name, params IEnumerable<int> sizes)
    {
        _graph.Input.Add(Info(Unique(name), sizes));
        return name;
    }

    /// <summary>Declares an output: the value under a name of its own.</summary>
    public void Output(string value, string name, params IEnumerable<int> sizes)
    {
        NodeProto node = new() { OpType = "Identity", Name = Unique(name + "_value") };
        node.Input.Add(value);
        node.Output.Add(Unique(name));
        _graph.Node.Add(node);
        _graph.Output.Add(Info(name, sizes));
    }

    public ModelProto Finish(string producer)
    {
        ModelProto model = new() { IrVersion = FormatVersion, ProducerName = producer, Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OperatorSet });
        return model;
    }

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeProto.Types.AttributeType.String };

    public static AttributeProto List(string name, params IEnumerable<int> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values.Select(value => (long)value));
        return attribute;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++)
        {
            unique = FormattableString.Invariant($"{name}_{i}");
        }

        return unique;
    }

    private static ValueInfoProto Info(string name, IEnumerable<int> sizes)
    {
        TensorShapeProto shape = new();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        shape.Dim.Add(sizes.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = Float, Shape = shape } } };
    }
}
